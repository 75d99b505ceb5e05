/// How are rows shown to people and to other programs? One class per output format of `mutirao
/// sql`.
package dev.mutirao.server.output;
