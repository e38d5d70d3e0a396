package dev.cloze.data;

import com.google.common.collect.ImmutableList;

/** Reads labelled examples from a file in any of the formats. */
public final class ExampleReader {
  private ExampleReader() {}

  /**
   * Reads all examples of a file.
   *
   * @param labels the labels, of which each example must have one
   * @throws dev.cloze.base.ClozeException with a code of {@link DataError}, file and line
   */
  public static ImmutableList<Example> read(DataSource source, Labels labels) {
    try (ExampleStream examples = ExampleStream.labelled(source, labels)) {
      return ImmutableList.copyOf(examples);
    }
  }
}
