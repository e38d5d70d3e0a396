/**
 * Comparison with what a reference implementation recorded.
 *
 * <p>May import {@code task} and what lies below. To add a kind of fixture: a class that implements
 * {@link dev.cloze.verify.Fixture}, recognised by a file of its own, and a row in {@link
 * dev.cloze.verify.Verifier}. To add a reason for which a case may differ from OpenPrompt: a value
 * of {@link dev.cloze.verify.KnownFault}, what it does in {@link
 * dev.cloze.verify.OpenPromptReplay}, a case that meets it and one beside it in their test, and the
 * row in {@code docs/verify.md}.
 */
package dev.cloze.verify;
