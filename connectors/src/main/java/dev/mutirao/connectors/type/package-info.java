/// What values can a column hold? SQL types, their physical layouts, and schemas.
package dev.mutirao.connectors.type;
