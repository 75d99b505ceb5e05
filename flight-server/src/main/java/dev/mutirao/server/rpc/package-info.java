/// How do the processes of a cluster call each other? Procedures are Flight actions whose questions
/// and answers are records in the plan codec; errors keep their code on the way.
package dev.mutirao.server.rpc;
