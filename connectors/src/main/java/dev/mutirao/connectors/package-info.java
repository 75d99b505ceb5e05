/// Where do rows come from?
package dev.mutirao.connectors;
