/// How does SQL text become a plan?
package dev.mutirao.planner;
