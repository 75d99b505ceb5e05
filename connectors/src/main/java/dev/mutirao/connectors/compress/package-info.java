/// How do blocks of memory become smaller, and come back?
package dev.mutirao.connectors.compress;
