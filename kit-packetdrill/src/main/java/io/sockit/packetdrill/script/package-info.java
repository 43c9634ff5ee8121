/// The language: text becomes a [io.sockit.packetdrill.script.Script], an immutable list of events.
/// Start at [io.sockit.packetdrill.script.Parser]; the lexer splits the text, and `PacketParser`
/// and `ExpressionParser` read the two large parts of the grammar.
@NullMarked
package io.sockit.packetdrill.script;

import org.jspecify.annotations.NullMarked;
