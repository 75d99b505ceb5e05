/// How does SQL become a plan? Text, statement, optimised tree, fragments.
package dev.mutirao.planner;
