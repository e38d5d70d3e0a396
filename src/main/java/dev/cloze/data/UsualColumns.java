package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;

/** The names under which columns are looked for when nobody names them. */
final class UsualColumns {
  static final ImmutableList<String> TEXT_A = ImmutableList.of("text_a", "text", "sentence");
  static final ImmutableList<String> TEXT_B = ImmutableList.of("text_b");
  static final ImmutableList<String> LABEL = ImmutableList.of("label");
  static final ImmutableList<String> ID = ImmutableList.of("id", "idx");

  /** In JSON alone: no table can hold them. */
  static final String DEMONSTRATIONS = "demonstrations";

  private static final ImmutableSet<String> ALL =
      ImmutableSet.<String>builder().addAll(TEXT_A).addAll(TEXT_B).addAll(LABEL).addAll(ID).build();

  private UsualColumns() {}

  /**
   * Whether a first line is a header: every column of it has a usual name, and one is a text. A
   * line of data hardly ever looks like that.
   */
  static boolean nameAll(Collection<String> first) {
    return ALL.containsAll(first) && first.stream().anyMatch(TEXT_A::contains);
  }
}
