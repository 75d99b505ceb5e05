/// How does the engine get the Vector API, and what does it do without?
package dev.mutirao.connectors.vector;
