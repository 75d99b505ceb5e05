/// How do plans travel? One codec walks records and sealed interfaces, so that a new plan node
/// needs no code here.
package dev.mutirao.executor.plan.codec;
