package dev.mutirao.executor.plan.codec;

import dev.mutirao.connectors.error.ClusterErrors;
import java.lang.reflect.InaccessibleObjectException;

/// Turns records into bytes and back: fragments, task specifications, splits, and the messages
/// between processes.
///
/// What a record is made of is read from its components, what an interface may be from its
/// permitted subclasses; both ends must run the same build, which the first byte and the handshake
/// of the processes check. Input is not trusted: lengths are checked against what is there, nesting
/// is bounded, nothing but the classes reachable from the expected type is made, and every record's
/// own constructor checks what it is given.
///
/// Spelled are: `boolean`, `int`, `long`, `double` and their boxes, `String`, `byte[]`, `UUID`,
/// `Duration`, `Instant`, enums, `Optional`, `OptionalInt`, `OptionalLong`, `List`, `Map`, records,
/// sealed interfaces of these, and `Literal`. Nulls are not (but inside a `Literal`).
public final class PlanCodec {
  static final byte VERSION = 1;

  private PlanCodec() {}

  /// The bytes of a value of a declared type, which {@link #decode} must be given again: a record
  /// or a sealed interface.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the value nests too deeply
  public static <T> byte[] encode(Class<T> type, T value) {
    var writer = new WireWriter();
    writer.raw(VERSION);
    Shapes.of(type).write(value, writer);
    return writer.toByteArray();
  }

  /// The value that was encoded as `type`.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the bytes are not such a value,
  ///   whoever made them
  public static <T> T decode(Class<T> type, byte[] bytes) {
    var reader = new WireReader(bytes);
    var shape = Shapes.of(type);
    try {
      var version = reader.raw();
      if (version != VERSION) {
        throw new MalformedException("version " + version + " instead of " + VERSION);
      }
      var value = type.cast(shape.read(reader));
      if (reader.remaining() > 0) {
        throw new MalformedException(reader.remaining() + " bytes too many");
      }
      return value;
    } catch (InaccessibleObjectException e) {
      throw e; // a record of ours that cannot be made at all
    } catch (IllegalArgumentException
        | NullPointerException
        | ArithmeticException
        | ClassCastException e) {
      throw ClusterErrors.malformedMessage(type.getSimpleName(), String.valueOf(e.getMessage()), e);
    }
  }
}
