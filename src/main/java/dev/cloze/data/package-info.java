/**
 * Examples and the demonstrations that they carry, label sets, the readers of data files, files of
 * soft labels, and drawing a few examples of each class.
 *
 * <p>A file goes {@link dev.cloze.data.DataSource} → rows → {@link dev.cloze.data.Example}s: a
 * reader of rows knows the format and nothing of columns; the layout knows the columns and nothing
 * of the format.
 *
 * <p>May import {@code base}. To add a format: a constant in {@link dev.cloze.data.DataFormat}, a
 * {@code RowReader} that names file and line in each of its errors, and its case in {@code
 * RowReaders}.
 */
package dev.cloze.data;
