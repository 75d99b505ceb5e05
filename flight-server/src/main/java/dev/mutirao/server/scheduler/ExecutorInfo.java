package dev.mutirao.server.scheduler;

/// An executor process as it introduced itself.
///
/// @param id names this run of the process, globally unique
/// @param name what people call it, such as `executor-2`
/// @param address its Flight address as others reach it, such as `grpc://10.0.0.7:8820`
/// @param threads how many threads compute
/// @param memory its memory budget in bytes
/// @param version the version of the engine that it runs
public record ExecutorInfo(
    String id, String name, String address, int threads, long memory, String version) {
  /// How messages name it.
  public String described() {
    return name + " at " + address;
  }
}
