/**
 * Examples, label sets and the readers of data files.
 *
 * <p>May import {@code base}. To add a format: a reader that yields {@link dev.cloze.data.Example}s
 * and names file and line in each of its errors.
 */
package dev.cloze.data;
