package dev.mutirao.server.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Makes jars of functions out of source text, as an author does with `javac` and `jar`.
public final class CompiledJar {
  private CompiledJar() {}

  /// The jar of the functions in the resource `functions/Functions.java`.
  public static Path ofTests(Path folder) {
    try {
      var source = CompiledJar.class.getResource("/functions/Functions.java");
      return write(
          folder.resolve("functions.jar"),
          classes("example.Functions", Files.readString(Path.of(source.toURI()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A jar with one class, whose only content is `members`.
  public static Path of(Path jar, String className, String members) {
    return write(
        jar,
        classes(
            "example." + className,
            "package example; import dev.mutirao.functions.*; import java.math.*;"
                + " import java.util.*; public class "
                + className
                + " { "
                + members
                + " }"));
  }

  /// Class files by their path in a jar.
  public static Map<String, byte[]> classes(String className, String source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> outputs = new LinkedHashMap<>();
    var said = new StringWriter();
    var files =
        new ForwardingJavaFileManager<JavaFileManager>(
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location,
              String name,
              JavaFileObject.Kind kind,
              javax.tools.FileObject sibling) {
            var path = name.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
              @Override
              public java.io.OutputStream openOutputStream() {
                return outputs.computeIfAbsent(path, key -> new ByteArrayOutputStream());
              }
            };
          }
        };
    var text =
        new SimpleJavaFileObject(
            URI.create("memory:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var options = new ArrayList<>(List.of("--release", "17", "-proc:none"));
    options.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    if (!compiler.getTask(said, files, null, options, null, List.of(text)).call()) {
      throw new IllegalArgumentException(said.toString());
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    outputs.forEach((path, bytes) -> classes.put(path, bytes.toByteArray()));
    return classes;
  }

  public static Path write(Path jar, Map<String, byte[]> entries) {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        var named = new JarEntry(entry.getKey());
        named.setTime(0); // the same bytes every time
        out.putNextEntry(named);
        out.write(entry.getValue());
        out.closeEntry();
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
