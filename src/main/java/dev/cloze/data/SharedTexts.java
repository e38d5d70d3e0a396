package dev.cloze.data;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds examples that stand in two sets, such as those for training and for testing: a score on
 * such examples says nothing. All texts of an example are compared together, after Unicode's normal
 * form C, without regard to case and to how much white space there is.
 */
public final class SharedTexts {
  private SharedTexts() {}

  /** The ids of two examples with the same texts. */
  public record Pair(String train, String test) {}

  /** For each example of {@code test} that has one, the first of {@code train} with its texts. */
  public static ImmutableList<Pair> between(List<Example> train, List<Example> test) {
    Map<Map<String, String>, String> known = new HashMap<>();
    train.forEach(example -> known.putIfAbsent(key(example), example.id()));
    ImmutableList.Builder<Pair> shared = ImmutableList.builder();
    for (Example example : test) {
      String id = known.get(key(example));
      if (id != null) {
        shared.add(new Pair(id, example.id()));
      }
    }
    return shared.build();
  }

  private static Map<String, String> key(Example example) {
    return ImmutableSortedMap.copyOf(Maps.transformValues(example.fields(), SharedTexts::plain));
  }

  private static String plain(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    // upper case first, which is what makes one of the two small sigmas and of ß and ss
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return CharMatcher.whitespace()
        .trimAndCollapseFrom(Normalizer.normalize(folded, Normalizer.Form.NFC), ' ');
  }
}
