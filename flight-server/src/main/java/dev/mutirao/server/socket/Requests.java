package dev.mutirao.server.socket;

import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.scheduler.Failure;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// What goes over a socket besides rows. Numbers are big-endian.
///
/// | from | bytes | what |
/// | --- | --- | --- |
/// | caller, once | 4, 4, and so many | {@link #MAGIC}, length of the secret or 0, the secret |
/// | answer | 8 | the number of the process, so that the caller knows whom it has reached |
/// | caller | 4, 4, and so many | length of a ticket, a number that the stream needs, the ticket |
/// | answer | | the stream that the ticket names |
/// | caller | 4, 4, and so many | length of what follows, {@link #CALL}, length of the procedure's name in one byte, the name, the question |
/// | answer | 4, 4, and so many | length, {@link #ANSWER} or {@link #FAILURE}, that |
final class Requests {
  static final int MAGIC = 0x4d757431; // "Mut1"; another number for another form
  static final int CALL = -1;
  static final int ANSWER = 0;
  static final int FAILURE = 1;

  private static final int LENGTHS = 8;

  private Requests() {}

  static void hello(WritableByteChannel to, byte[] token) throws IOException {
    var bytes = ByteBuffer.allocate(LENGTHS + token.length);
    write(bytes.putInt(MAGIC).putInt(token.length).put(token), to);
  }

  static void welcome(WritableByteChannel to, long process) throws IOException {
    write(ByteBuffer.allocate(Long.BYTES).putLong(process), to);
  }

  static void stream(WritableByteChannel to, byte[] ticket, int number) throws IOException {
    send(to, number, ticket);
  }

  static void call(WritableByteChannel to, String procedure, byte[] question) throws IOException {
    var name = procedure.getBytes(StandardCharsets.US_ASCII);
    var bytes = ByteBuffer.allocate(1 + name.length + question.length);
    send(to, CALL, bytes.put((byte) name.length).put(name).put(question).array());
  }

  static void answer(WritableByteChannel to, byte[] answer) throws IOException {
    send(to, ANSWER, answer);
  }

  static void failure(WritableByteChannel to, Failure failure) throws IOException {
    send(to, FAILURE, PlanCodec.encode(Failure.class, failure));
  }

  /// The answer to a call, read to its end also when it is what the other process threw.
  static byte[] readAnswer(DataInputStream from) throws IOException {
    int length = from.readInt();
    int kind = from.readInt();
    var bytes = from.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    if (kind != ANSWER) {
      throw PlanCodec.decode(Failure.class, bytes).exception();
    }
    return bytes;
  }

  private static void send(WritableByteChannel to, int number, byte[] bytes) throws IOException {
    write(
        ByteBuffer.allocate(LENGTHS + bytes.length).putInt(bytes.length).putInt(number).put(bytes),
        to);
  }

  private static void write(ByteBuffer filled, WritableByteChannel to) throws IOException {
    filled.flip();
    while (filled.hasRemaining()) {
      to.write(filled);
    }
  }
}
