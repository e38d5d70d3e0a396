package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelWordsTest {
  private static final LabelWords TWO =
      LabelWords.of(ImmutableMap.of("bad", List.of("awful", "poor"), "good", List.of("<!>great")));

  @Test
  void listsAndMapsGiveTheSame() {
    assertThat(LabelWords.of(List.of("bad", "good"), List.of(List.of("awful"), List.of("great"))))
        .isEqualTo(LabelWords.ofSingle(List.of("bad", "good"), List.of("awful", "great")))
        .isEqualTo(
            LabelWords.of(ImmutableMap.of("bad", List.of("awful"), "good", List.of("great"))));
  }

  @Test
  void aWordIsTokenizedAfterThePrefixUnlessItSaysOtherwise() {
    assertThat(encoded(TWO)).containsExactly(" awful", " poor", "great");
    assertThat(encoded(TWO.withPrefix("▁"))).containsExactly("▁awful", "▁poor", "great");
    assertThat(encoded(TWO.withPrefix(""))).containsExactly("awful", "poor", "great");
  }

  @Test
  void aWeightIsSetForOneWordOfOneLabel() {
    LabelWords weighed = TWO.withPrefix("").withWeight("bad", "poor", 0.5);

    assertThat(weighed.entries().get(0).words())
        .containsExactly(new LabelWords.Word("awful", 1), new LabelWords.Word("poor", 0.5));
    assertThat(weighed.entries().get(1)).isEqualTo(TWO.entries().get(1));
    assertThat(weighed.prefix()).isEmpty();
  }

  @Test
  void theTasksOrderOfLabelsWins() {
    LabelWords ordered = TWO.withPrefix("_").inOrderOf(List.of("good", "bad"));

    assertThat(ordered.labels()).containsExactly("good", "bad");
    assertThat(encoded(ordered)).containsExactly("great", "_awful", "_poor");
  }

  private static List<String> encoded(LabelWords words) {
    return words.entries().stream()
        .flatMap(label -> label.words().stream())
        .map(words::encoded)
        .toList();
  }
}
