package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds the classes of a jar that hold functions, without loading any.
final class AnnotatedClasses {
  private static final String ANNOTATIONS = "Ldev/mutirao/functions/";
  private static final int CLASS_VERSION_OF_JAVA_0 = 44;

  private AnnotatedClasses() {}

  /// Their names.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when a class is broken, or compiled for
  ///   a later Java than runs here
  static List<String> of(String jar, Map<String, byte[]> entries) {
    var found = new ArrayList<String>();
    entries.forEach((path, bytes) -> {
      if (path.endsWith(".class")
          && !path.startsWith("META-INF/")
          && !path.endsWith("module-info.class")) {
        if (holdsFunctions(jar, path, bytes)) {
          found.add(path.substring(0, path.length() - ".class".length()).replace('/', '.'));
        }
      }
    });
    return found;
  }

  private static boolean holdsFunctions(String jar, String path, byte[] bytes) {
    try {
      checkVersion(jar, bytes);
      return isAnnotated(ClassFile.of().parse(bytes));
    } catch (IllegalArgumentException e) {
      throw FunctionErrors.jarBroken(jar, "its class " + path + " is damaged", e);
    }
  }

  private static void checkVersion(String jar, byte[] bytes) {
    if (bytes.length < 8) {
      throw new IllegalArgumentException("no class");
    }
    int version = (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
    int newest = ClassFile.latestMajorVersion();
    if (version > newest) {
      throw FunctionErrors.jarTooNew(
          jar, version - CLASS_VERSION_OF_JAVA_0, newest - CLASS_VERSION_OF_JAVA_0);
    }
  }

  private static boolean isAnnotated(ClassModel model) {
    return Stream.concat(Stream.of(model), model.methods().stream())
        .anyMatch(AnnotatedClasses::isMarked);
  }

  private static boolean isMarked(AttributedElement element) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(marks ->
            marks.annotations().stream()
                .anyMatch(mark -> mark.className().stringValue().startsWith(ANNOTATIONS)))
        .orElse(false);
  }
}
