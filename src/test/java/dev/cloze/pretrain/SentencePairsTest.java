package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePairsTest {
  private static final ImmutableList<String> SHIPS =
      ImmutableList.of(
          "The ship left the harbour.",
          "It carried copper and oranges.",
          "A storm came up at night.",
          "The crew reached the lighthouse.");
  private static final ImmutableList<String> BREAD =
      ImmutableList.of(
          "Bread wants time and patience.",
          "The dough rests over night.",
          "In the morning it is baked.");

  /** The first stands twice, and the fourth is too short to tell anything. */
  private static final ImmutableList<String> SPORT =
      ImmutableList.of(
          "The team won the trophy.",
          "Everyone in the town cheered.",
          "The team won the trophy.",
          "See below.",
          "Nobody had expected so much.");

  private static final ImmutableList<ImmutableList<String>> DOCUMENTS =
      ImmutableList.of(SHIPS, BREAD, SPORT);
  private static final ImmutableList<String> THREE = ImmutableList.of("next", "same", "other");

  private static List<String> pairs(List<Example> drawn, int label) {
    return drawn.stream()
        .filter(example -> example.label().orElseThrow() == label)
        .map(example -> example.fields().get("text_a") + "|" + example.fields().get("text_b"))
        .collect(Collectors.toList());
  }

  private static String pair(List<String> document, int first, int second) {
    return document.get(first) + "|" + document.get(second);
  }

  /** All first sentences there are: three of the first document, one and two of the others. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPairHasTheLabelThatTheDocumentsSay(long seed) {
    SentencePairs pairs = new SentencePairs(THREE, DOCUMENTS);
    assertThat(pairs.most()).isEqualTo(6);

    List<Example> drawn = pairs.draw(6, Seeds.of(seed));

    assertThat(pairs(drawn, 0))
        .containsExactlyInAnyOrder(
            pair(SHIPS, 0, 1),
            pair(SHIPS, 1, 2),
            pair(SHIPS, 2, 3),
            pair(BREAD, 0, 1),
            pair(SPORT, 0, 1),
            pair(SPORT, 1, 2));
    List<String> same = pairs(drawn, 1);
    assertThat(same)
        .hasSize(6)
        .contains(
            pair(SHIPS, 1, 3),
            pair(SHIPS, 2, 0),
            pair(BREAD, 0, 2),
            pair(SPORT, 0, 4),
            pair(SPORT, 1, 4))
        .containsAnyOf(pair(SHIPS, 0, 2), pair(SHIPS, 0, 3));
    assertThat(pairs(drawn, 2))
        .hasSize(6)
        .allSatisfy(
            pair -> {
              List<String> texts = List.of(pair.split("\\|"));
              assertThat(DOCUMENTS).noneMatch(document -> document.containsAll(texts));
              assertThat(Sentences.isTelling(texts.get(1))).isTrue();
            });
  }

  @Test
  void anySecondSentenceOfADocumentMayBeDrawn() {
    SentencePairs pairs = new SentencePairs(THREE, DOCUMENTS);
    List<String> same =
        ImmutableList.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L).stream()
            .flatMap(seed -> pairs(pairs.draw(6, Seeds.of(seed)), 1).stream())
            .toList();

    assertThat(same).contains(pair(SHIPS, 0, 2), pair(SHIPS, 0, 3));
  }

  @Test
  void theMiddleClassMayBeLeftOut() {
    SentencePairs pairs = new SentencePairs(ImmutableList.of("other", "next"), DOCUMENTS);

    // the second sentence of the bread has a next one, though none in its document stands apart
    assertThat(pairs.most()).isEqualTo(7);
    List<Example> drawn = pairs.draw(7, Seeds.of(1));
    assertThat(pairs(drawn, 1)).contains(pair(BREAD, 1, 2), pair(BREAD, 0, 1)).hasSize(7);
    assertThat(pairs(drawn, 0)).doesNotContainAnyElementsOf(pairs(drawn, 1)).hasSize(7);
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherOthers() {
    SentencePairs pairs = new SentencePairs(THREE, DOCUMENTS);

    assertThat(pairs.draw(3, Seeds.of(1)))
        .isEqualTo(pairs.draw(3, Seeds.of(1)))
        .isNotEqualTo(pairs.draw(3, Seeds.of(2)))
        .hasSize(9);
  }

  /** The first and the fourth read alike, so that each has the neighbours of both. */
  @Test
  void aSentenceThatStandsTwiceHasTheNeighboursOfBoth() {
    ImmutableList<String> twice =
        ImmutableList.of(SHIPS.get(0), SHIPS.get(1), SHIPS.get(2), SHIPS.get(0), SHIPS.get(3));

    assertThat(SentencePairs.firsts(THREE, twice)).isEqualTo(2);
    assertThat(pairs(new SentencePairs(THREE, List.of(twice, BREAD)).draw(3, Seeds.of(1)), 1))
        .containsExactlyInAnyOrder(pair(SHIPS, 1, 3), pair(SHIPS, 2, 3), pair(BREAD, 0, 2));
  }

  @Test
  void oneDocumentHasNoPairs() {
    assertThat(new SentencePairs(THREE, List.of(SHIPS)).most()).isZero();
    assertThat(new SentencePairs(THREE, List.of(SHIPS, SHIPS)).most()).isZero();
  }
}
