/// What can be typed after `mutirao`?
package dev.mutirao.server.cli;
