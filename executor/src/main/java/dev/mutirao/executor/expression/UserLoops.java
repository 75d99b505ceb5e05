package dev.mutirao.executor.expression;

import dev.mutirao.executor.function.UserCode;

/// Loops that call functions of a user, run with the class loader of their jar as that of the
/// thread's context.
final class UserLoops {
  private UserLoops() {}

  static Loop within(UserCode code, Loop loop) {
    return new Loop() {
      @Override
      public void all(Frame frame, Result result, int rows) {
        code.run(() -> loop.all(frame, result, rows));
      }

      @Override
      public void some(Frame frame, Result result, int[] rows, int count) {
        code.run(() -> loop.some(frame, result, rows, count));
      }
    };
  }

  static Loop.Selecting within(UserCode code, Loop.Selecting loop) {
    return new Loop.Selecting() {
      @Override
      public int all(Frame frame, int rows, int[] selected) {
        return code.count(() -> loop.all(frame, rows, selected));
      }

      @Override
      public int some(Frame frame, int[] rows, int count, int[] selected) {
        return code.count(() -> loop.some(frame, rows, count, selected));
      }
    };
  }

  static Loop.Calling within(UserCode code, Loop.Calling loop) {
    return new Loop.Calling() {
      @Override
      public void range(Frame frame, int from, int to) {
        code.run(() -> loop.range(frame, from, to));
      }

      @Override
      public void some(Frame frame, int[] rows, int count) {
        code.run(() -> loop.some(frame, rows, count));
      }
    };
  }
}
