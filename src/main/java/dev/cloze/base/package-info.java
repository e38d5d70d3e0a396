/**
 * What every room may use: errors with a code, named streams of chance, options bound from a map,
 * progress.
 *
 * <p>May import nothing of Cloze. To add an error: a constant in the {@link
 * dev.cloze.base.ErrorCode} enum of the room that finds the mistake, a page {@code
 * docs/errors/CODE.md}, and a test that throws it.
 */
package dev.cloze.base;
