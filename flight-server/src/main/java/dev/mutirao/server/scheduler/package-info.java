/// Who runs which task, who gets which split, and what happens when something goes wrong? A pure
/// state machine: events go in, commands come out, and no clock, socket or thread is inside. The
/// coordinator around it does what the commands say.
package dev.mutirao.server.scheduler;
