/**
 * The template language: what a person writes, the pieces it is read into, and what the pieces make
 * of one example.
 *
 * <p>{@link dev.cloze.template.Template} is the door; {@link dev.cloze.template.TemplateFile} reads
 * the files of OpenPrompt. The grammar stands in {@code src/main/antlr}. May import {@code data}.
 *
 * <p>To add a kind of item: a constant in {@code Key}, a record in {@link
 * dev.cloze.template.Piece}, a branch in {@code ItemReader}, a row in {@code docs/templates.md}. An
 * option of the example's texts goes into {@link dev.cloze.template.Filling}, one of all pieces
 * into {@link dev.cloze.template.Frame}. To add a text function: a constant in {@code TextFunction}
 * or {@code TextMethod}. Each new way to fail gets a code in {@link
 * dev.cloze.template.TemplateError} with its page, and a row in the table test of messages.
 */
package dev.cloze.template;
