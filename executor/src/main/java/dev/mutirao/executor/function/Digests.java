package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/// Digests. Of a text (its UTF-8 bytes) they are hexadecimal texts, of bytes bytes; md5 is always a
/// text, as in PostgreSQL.
final class Digests {
  private static final ThreadLocal<MessageDigest> MD5 = digest("MD5");
  private static final ThreadLocal<MessageDigest> SHA1 = digest("SHA-1");
  private static final ThreadLocal<MessageDigest> SHA224 = digest("SHA-224");
  private static final ThreadLocal<MessageDigest> SHA256 = digest("SHA-256");
  private static final ThreadLocal<MessageDigest> SHA384 = digest("SHA-384");
  private static final ThreadLocal<MessageDigest> SHA512 = digest("SHA-512");

  private Digests() {}

  @ScalarFunction(
      value = "md5",
      description = "The MD5 digest in hexadecimal digits.",
      example = "md5('abc')",
      result = "900150983cd24fb0d6963f7d28e17f72")
  static Bytes md5(TextBuffer buffer, Bytes text) {
    return hex(buffer, MD5, text);
  }

  @ScalarFunction("md5")
  static Bytes md5OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return hex(buffer, MD5, bytes);
  }

  @ScalarFunction(
      value = "sha1",
      description = "The SHA-1 digest.",
      example = "sha1('abc')",
      result = "a9993e364706816aba3e25717850c26c9cd0d89d")
  static Bytes sha1(TextBuffer buffer, Bytes text) {
    return hex(buffer, SHA1, text);
  }

  @ScalarFunction("sha1")
  @SqlType("VARBINARY")
  static Bytes sha1OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return buffer.of(digest(SHA1, bytes));
  }

  @ScalarFunction(
      value = "sha224",
      description = "The SHA-224 digest.",
      example = "sha224('abc')",
      result = "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")
  static Bytes sha224(TextBuffer buffer, Bytes text) {
    return hex(buffer, SHA224, text);
  }

  @ScalarFunction("sha224")
  @SqlType("VARBINARY")
  static Bytes sha224OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return buffer.of(digest(SHA224, bytes));
  }

  @ScalarFunction(
      value = "sha256",
      description = "The SHA-256 digest.",
      example = "sha256('abc')",
      result = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  static Bytes sha256(TextBuffer buffer, Bytes text) {
    return hex(buffer, SHA256, text);
  }

  @ScalarFunction("sha256")
  @SqlType("VARBINARY")
  static Bytes sha256OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return buffer.of(digest(SHA256, bytes));
  }

  @ScalarFunction(
      value = "sha384",
      description = "The SHA-384 digest.",
      example = "left(sha384('abc'), 16)",
      result = "cb00753f45a35e8b")
  static Bytes sha384(TextBuffer buffer, Bytes text) {
    return hex(buffer, SHA384, text);
  }

  @ScalarFunction("sha384")
  @SqlType("VARBINARY")
  static Bytes sha384OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return buffer.of(digest(SHA384, bytes));
  }

  @ScalarFunction(
      value = "sha512",
      description = "The SHA-512 digest.",
      example = "left(sha512('abc'), 16)",
      result = "ddaf35a193617aba")
  static Bytes sha512(TextBuffer buffer, Bytes text) {
    return hex(buffer, SHA512, text);
  }

  @ScalarFunction("sha512")
  @SqlType("VARBINARY")
  static Bytes sha512OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return buffer.of(digest(SHA512, bytes));
  }

  @ScalarFunction(
      value = "crc32",
      description = "The CRC-32 checksum of the bytes.",
      example = "crc32('abc')",
      result = "891568578")
  static long crc32(Bytes text) {
    var checksum = new CRC32();
    checksum.update(text.segment().asSlice(text.start(), text.length()).asByteBuffer());
    return checksum.getValue();
  }

  @ScalarFunction("crc32")
  static long crc32OfBinary(@SqlType("VARBINARY") Bytes bytes) {
    return crc32(bytes);
  }

  private static Bytes hex(TextBuffer buffer, ThreadLocal<MessageDigest> digest, Bytes bytes) {
    buffer.begin(2 * digest.get().getDigestLength());
    for (byte each : digest(digest, bytes)) {
      Encodings.hexDigits(buffer, each, Encodings.LOWER_DIGITS);
    }
    return buffer.end();
  }

  private static byte[] digest(ThreadLocal<MessageDigest> digest, Bytes bytes) {
    var each = digest.get();
    each.update(bytes.segment().asSlice(bytes.start(), bytes.length()).asByteBuffer());
    return each.digest(); // which resets it
  }

  private static ThreadLocal<MessageDigest> digest(String algorithm) {
    return ThreadLocal.withInitial(() -> {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JDK has them
      }
    });
  }
}
