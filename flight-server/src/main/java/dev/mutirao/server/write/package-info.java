/// How do the files of a statement appear all at once, or not at all? They are written into a
/// hidden folder, which a record of open writes remembers, and are put into place by renaming.
package dev.mutirao.server.write;
