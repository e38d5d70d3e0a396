package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * Reads labelled examples from tab-separated files in UTF-8: a label, a text and, where the task
 * has two, a second text. The label is a name or a number from 0; an example's id is the number of
 * its line, from 1.
 */
public final class TsvReader {
  private TsvReader() {}

  /**
   * Reads a file.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link DataError}, file and line
   */
  public static ImmutableList<Example> read(Path file, LabelSet labels) {
    return ExampleReader.read(DataSource.of(file).withFormat(DataFormat.TSV), Labels.of(labels));
  }
}
