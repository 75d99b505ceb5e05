package dev.mutirao.connectors.parquet.write;

import java.util.List;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.jspecify.annotations.Nullable;

/// What a footer says of an encoded column chunk. Places count from the row group's beginning until
/// {@link #moved}.
///
/// @param columnIndex null where values have no bounds
record EncodedChunk(ColumnMetaData data, @Nullable ColumnIndex columnIndex, OffsetIndex offsets) {
  /// Adds where the row group begins in the file.
  void moved(long start) {
    data.setData_page_offset(data.getData_page_offset() + start);
    if (data.isSetDictionary_page_offset()) {
      data.setDictionary_page_offset(data.getDictionary_page_offset() + start);
    }
    List<PageLocation> pages = offsets.getPage_locations();
    pages.forEach(page -> page.setOffset(page.getOffset() + start));
  }
}
