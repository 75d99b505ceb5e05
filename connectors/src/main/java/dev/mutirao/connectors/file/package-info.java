/// Which files does a location mean, and how are their bytes read? Listing, patterns, `key=value`
/// folders, and reads that notice when a file is no longer the one that was listed.
package dev.mutirao.connectors.file;
