package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.knowledge.KnowledgeBase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpansionTest {
  private static final LabelWords GIVEN =
      LabelWords.of(
          ImmutableMap.of("World", List.of("politics", "<!>state"), "Sports", List.of("sport")));

  @Test
  void theGivenWordsComeFirstThenWhatEachBaseKnowsOfThemAndOfTheLabel() {
    KnowledgeBase lists =
        base(
            "lists",
            Map.of(
                "politics", List.of("election", "state"),
                "state", List.of("nation"),
                "World", List.of("earth"),
                "Sports", List.of("tennis")));
    KnowledgeBase other = base("other", Map.of("politics", List.of("party", "election")));

    assertThat(Expansion.of(GIVEN, List.of(lists, other)))
        .extracting(c -> c.label() + " " + c.word().text() + " " + c.source())
        .containsExactly(
            "0 politics given",
            "0 <!>state given",
            "0 election lists",
            "0 state lists",
            "0 nation lists",
            "0 earth lists",
            "0 party other",
            "1 sport given",
            "1 tennis lists");
  }

  @Test
  void withoutBasesTheGivenWordsAreAll() {
    assertThat(Expansion.of(GIVEN, List.of())).hasSize(3);
  }

  @Test
  void aLabelOfWhichOneBaseKnowsNothingIsNoMistakeWhereAnotherDoes() {
    KnowledgeBase world = base("world", Map.of("World", List.of("earth")));
    KnowledgeBase sports = base("sports", Map.of("sport", List.of("tennis")));

    assertThat(Expansion.of(GIVEN, List.of(world, sports))).hasSize(5);
  }

  static KnowledgeBase base(String name, Map<String, List<String>> words) {
    return new KnowledgeBase() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ImmutableList<String> related(String word) {
        return ImmutableList.copyOf(words.getOrDefault(word, List.of()));
      }
    };
  }
}
