/// What does somebody import whose Java methods are to be functions of SQL? Annotations on plain
/// static methods and classes, nothing beyond the JDK.
package dev.mutirao.functions;
