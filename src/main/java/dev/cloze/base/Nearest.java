package dev.cloze.base;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the known name that a misspelt one most likely meant. */
public final class Nearest {
  private static final double LIKELY = 0.75;
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  private Nearest() {}

  /** The known name most like {@code found}, or empty where none is like it. */
  public static Optional<String> to(String found, Collection<String> known) {
    return known.stream()
        .filter(name -> SIMILARITY.apply(found, name) >= LIKELY)
        .max(Comparator.comparingDouble(name -> SIMILARITY.apply(found, name)));
  }

  /**
   * The end of a message about an unknown name: {@code did you mean 'mask'? known: mask, meta} or
   * {@code known: mask, meta}.
   */
  public static String hint(String found, Collection<String> known) {
    String all = "known: " + String.join(", ", ImmutableSortedSet.copyOf(known));
    return to(found, known).map(name -> "did you mean '" + name + "'? " + all).orElse(all);
  }
}
