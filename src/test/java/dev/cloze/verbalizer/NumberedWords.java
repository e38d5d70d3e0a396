package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Label words that are written as the ids of their tokens: {@code "3 5"} is the tokens 3 and 5. */
final class NumberedWords {
  private NumberedWords() {}

  static LabelWords words(List<List<String>> words) {
    ImmutableList<String> labels =
        IntStream.range(0, words.size())
            .mapToObj(i -> "label" + i)
            .collect(ImmutableList.toImmutableList());
    return LabelWords.of(labels, words);
  }

  static LabelWordTokens tokens(LabelWords words) {
    return LabelWordTokens.of(words, NumberedWords::encode, OptionalInt.of(99), Integer::toString);
  }

  static ManualVerbalizer verbalizer(LabelWords words, ManualVerbalizerOptions options) {
    return ManualVerbalizer.of(tokens(words), Integer::toString, options);
  }

  static int[] encode(String text) {
    String numbers = text.strip();
    return numbers.equals("none")
        ? new int[0]
        : Arrays.stream(numbers.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  static String word(List<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
