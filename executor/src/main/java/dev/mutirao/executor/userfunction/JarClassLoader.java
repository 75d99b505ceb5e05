package dev.mutirao.executor.userfunction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Loads the classes of one jar from memory, so that no file is left open. They see the JDK, the
/// annotations, and each other; nothing of the engine.
final class JarClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /// What stack traces call a loader of users' classes.
  static final String NAME = "functions";

  private final Map<String, byte[]> entries;

  /// Lives as long as the classes do, so that there is one for each content.
  final FunctionJar owner;

  JarClassLoader(FunctionJar owner, Map<String, byte[]> entries) {
    super(NAME, new AnnotationLoader());
    this.owner = owner;
    this.entries = entries;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    var bytes = entries.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return URL.of(URI.create("memory:entry"), new Bytes(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    var found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  /// The JDK, and the package of the annotations.
  private static final class AnnotationLoader extends ClassLoader {
    private static final String PACKAGE = "dev.mutirao.functions.";

    AnnotationLoader() {
      super(getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        throw new ClassNotFoundException(name);
      }
      return Class.forName(name, false, JarClassLoader.class.getClassLoader());
    }
  }

  private static final class Bytes extends URLStreamHandler {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
