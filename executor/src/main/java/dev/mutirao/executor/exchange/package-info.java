/// How do batches get from task to task? Producers fill one bounded buffer per consumer; consumers
/// read one stream per producer. Here are the interfaces and the hand-over inside a process;
/// streams between processes are the server's.
package dev.mutirao.executor.exchange;
