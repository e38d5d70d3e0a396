/**
 * Comparison with what a reference implementation recorded.
 *
 * <p>May import {@code task} and what lies below. To add a kind of fixture: a class that implements
 * {@link dev.cloze.verify.Fixture}, recognised by a file of its own, and a row in {@link
 * dev.cloze.verify.Verifier}.
 */
package dev.cloze.verify;
