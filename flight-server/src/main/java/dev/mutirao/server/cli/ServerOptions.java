package dev.mutirao.server.cli;

import dev.mutirao.server.rpc.ClusterSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of every command that listens: on which address, and who may call.
final class ServerOptions {
  static final String LOOPBACK = "127.0.0.1";

  private static final String SECRET_VARIABLE = "MUTIRAO_SECRET";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: loopback only). Others need a secret.")
  String host = LOOPBACK;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description =
          "File with the secret that the cluster's processes share; or set "
              + SECRET_VARIABLE
              + ".")
  private @Nullable Path secretFile;

  /// The secret, which is required where others than this machine can call.
  ClusterSecret secret() {
    var text = secretText();
    if (text != null) {
      return ClusterSecret.of(text);
    }
    if (!isLoopback(host)) {
      throw wrong(
          "--host "
              + host
              + " lets other machines call: give the cluster a secret with"
              + " --secret-file or "
              + SECRET_VARIABLE);
    }
    return ClusterSecret.NONE;
  }

  /// The secret of the environment, for commands that only call.
  static ClusterSecret environmentSecret() {
    var text = System.getenv(SECRET_VARIABLE);
    return text == null ? ClusterSecret.NONE : ClusterSecret.of(text);
  }

  /// The address under which this machine reaches a server that listens on `host`.
  String localAddress() {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress() ? LOOPBACK : host;
    } catch (UnknownHostException e) {
      throw wrong("no such address: --host " + host);
    }
  }

  /// Gives the secret to a child process.
  void passSecret(Map<String, String> environment) {
    var text = secretText();
    if (text != null) {
      environment.put(SECRET_VARIABLE, text);
    }
  }

  private @Nullable String secretText() {
    if (secretFile == null) {
      return System.getenv(SECRET_VARIABLE);
    }
    try {
      var text = Files.readString(secretFile, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw wrong("the secret file is empty: " + secretFile);
      }
      return text;
    } catch (IOException e) {
      throw wrong("cannot read the secret file: " + secretFile);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(new CommandLine(spec), message);
  }

  private boolean isLoopback(String name) {
    try {
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw wrong("no such address: --host " + name);
    }
  }
}
