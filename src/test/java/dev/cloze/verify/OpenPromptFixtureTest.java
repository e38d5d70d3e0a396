package dev.cloze.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenPromptFixtureTest {
  /**
   * By number in the planted copy: a manual template, a mixed one with initial words, one that
   * fails by a fault, one that meets two faults and was recorded to its scores.
   */
  private static final ImmutableList<Integer> KEPT = ImmutableList.of(0, 24, 84, 93);

  @TempDir private Path temporary;
  private Path planted;

  @BeforeEach
  void copy() {
    planted = Recordings.copy(Recordings.OPENPROMPT, temporary.resolve("planted"));
    Recordings.keep(planted, KEPT);
  }

  @Test
  void all96CasesAreEqualOrDifferByReason() {
    List<String> lines = new ArrayList<>();

    assertThat(Verifier.agrees(Recordings.OPENPROMPT, lines::add)).isTrue();

    assertThat(lines.subList(0, 9))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly(
            "case 84", "case 85", "case 86", "case 90", "case 91", "case 92", "case 93", "case 94",
            "case 95");
    assertThat(lines.subList(0, 9))
        .allMatch(line -> line.endsWith("differs by reason: " + KnownFault.SOFT_TOKENS_LOST));
    assertThat(lines.subList(9, lines.size()))
        .containsExactly(
            "9 by reason: causal models: soft tokens without initial words are skipped, as pieces"
                + " without text are (2, fault 1)",
            "96 cases: 87 equal, 9 differ by reason");
  }

  @Test
  void everyFaultOfTheSecondRecordingIsTold() {
    Map<KnownFault, Integer> expected = new EnumMap<>(KnownFault.class);
    expected.put(KnownFault.SOFT_TOKENS_LOST, 2);
    expected.put(KnownFault.SOFT_TOKENS_USED_AGAIN, 1);
    expected.put(KnownFault.ANSWER_CUT, 2);
    expected.put(KnownFault.HEAD_CUTS_ENDS, 3);
    expected.put(KnownFault.EMPTY_PART_CUT, 2);
    expected.put(KnownFault.BEHIND_MASK_IGNORED, 1);
    expected.put(KnownFault.LATER_MASKS_IGNORED, 1);
    expected.put(KnownFault.DUPLICATE_IGNORED, 3);
    expected.put(KnownFault.SAME_FAILS, 2);
    expected.put(KnownFault.SHORTENABLE_SOFT_IGNORED, 2);
    expected.put(KnownFault.EMPTY_INITIAL_WORDS, 2);
    expected.put(KnownFault.SOFT_IN_MANUAL_TEMPLATE, 3);
    expected.put(KnownFault.UNKNOWN_KEY_IGNORED, 2);
    expected.put(KnownFault.OPTION_IGNORED, 2);
    expected.put(KnownFault.PREFIX_FLAG_FAILS, 2);
    expected.put(KnownFault.QUOTED_FUNCTION_FAILS, 2);
    expected.put(KnownFault.FUNCTION_EVALUATED, 1);
    expected.put(KnownFault.OLD_TAG_KEPT, 1);
    expected.put(KnownFault.PADDED_TOO_FAR, 1);
    expected.put(KnownFault.PAD_TOKEN_WITHOUT_POSITION, 1);
    expected.put(KnownFault.UNKNOWN_INITIAL_WORDS, 1);

    List<String> lines = new ArrayList<>();
    assertThat(Verifier.agrees(Recordings.FAULTS, lines::add)).isTrue();

    List<String> summary = new ArrayList<>();
    expected.forEach((fault, count) -> summary.add(count + " by reason: " + fault));
    summary.add("69 cases: 32 equal, 37 differ by reason");
    assertThat(lines.subList(37, lines.size())).isEqualTo(summary);
  }

  @Test
  void theKeptCasesAgreeUnplanted() {
    List<String> lines = new ArrayList<>();

    assertThat(Verifier.agrees(planted, lines::add)).isTrue();
    assertThat(lines).last().isEqualTo("4 cases: 2 equal, 2 differ by reason");
  }

  @ParameterizedTest(name = "{0} of case {1}")
  @MethodSource("mistakes")
  void tellsWhatDiffers(String what, int number, Consumer<ObjectNode> mistake, String line) {
    ObjectNode recording = Recordings.read(planted);
    mistake.accept((ObjectNode) recording.get("cases").get(number));
    Recordings.write(planted, recording);
    List<String> lines = new ArrayList<>();

    assertThat(Verifier.agrees(planted, lines::add)).as(what).isFalse();

    assertThat(lines).anyMatch(said -> said.startsWith("case " + number) && said.contains(line));
    assertThat(Iterables.getLast(lines)).endsWith(", 1 differ without one");
  }

  static List<Arguments> mistakes() {
    return List.of(
        planted(
            "an id",
            0,
            recorded -> set(recorded, 5, 499, "input_ids", 2),
            "differs: input_ids, example 2, token 5: recorded 499, found "),
        planted(
            "an id too many",
            0,
            recorded -> ((ArrayNode) recorded.get("input_ids").get(7)).add(3),
            "input_ids, example 7, token 27: recorded 3, found none"),
        planted(
            "a loss id",
            0,
            recorded -> set(recorded, 1, 1, "loss_ids", 0),
            "loss_ids, example 0, token 1: recorded 1, found 0"),
        planted(
            "a soft id",
            1,
            recorded -> set(recorded, 1, 1, "soft_token_ids", 3),
            "soft_token_ids, example 3, token 1: recorded 1, found 0"),
        planted(
            "a row that starts from a word",
            1,
            recorded -> shift(recorded, 5, 1e-3, "soft_embedding", 1),
            "soft_embedding, row 1, number 5: recorded "),
        planted(
            "a score",
            0,
            recorded -> shift(recorded, 2, 1e-3, "label_logits", "several/max", 4),
            "label_logits several/max, example 4, label 2: recorded "),
        planted(
            "a calibrated score",
            1,
            recorded -> shift(recorded, 0, 1e-3, "label_logits", "several/first/calibrated", 7),
            "label_logits several/first/calibrated, example 7, label 0: recorded "),
        planted(
            "a wrapped text",
            0,
            recorded ->
                ((ObjectNode) recorded.get("wrapped").get(1).get(0)).put("text", "Something else"),
            "wrapped, example 1, entry 0: recorded {\"text\":\"Something else\""),
        planted(
            "a missing entry",
            0,
            recorded -> ((ArrayNode) recorded.get("parsed")).remove(3),
            "parsed: recorded 3 entries, found 4"),
        planted(
            "an entry",
            0,
            recorded -> ((ObjectNode) recorded.get("parsed").get(1)).put("add_prefix_space", ""),
            "parsed, entry 1: recorded {\"add_prefix_space\":\"\",\"text\":\"It was\"}"),
        planted(
            "a failure where none is",
            0,
            recorded -> recorded.put("error", "ValueError: too long"),
            "error: recorded 'ValueError: too long', found none"),
        planted(
            "another failure than the fault's",
            2,
            recorded -> recorded.put("error", "ValueError: too long"),
            "error: recorded 'ValueError: too long', found 'a prompt has no token"),
        planted(
            "an id where a fault is met",
            3,
            recorded -> set(recorded, 4, 499, "input_ids", 0),
            "input_ids, example 0, token 4: recorded 499, found "),
        planted(
            "a score where a fault is met",
            3,
            recorded -> shift(recorded, 1, 1e-3, "label_logits", "single/first", 0),
            "label_logits single/first, example 0, label 1: recorded "),
        planted(
            "an entry where a fault is met",
            3,
            recorded -> ((ArrayNode) recorded.get("parsed")).remove(0),
            "parsed, entry 2: recorded "));
  }

  private static Arguments planted(
      String what, int number, Consumer<ObjectNode> mistake, String line) {
    return Arguments.of(what, number, mistake, line);
  }

  private static void set(ObjectNode recorded, int at, int value, String stage, int example) {
    ((ArrayNode) recorded.get(stage).get(example)).set(at, IntNode.valueOf(value));
  }

  private static void shift(ObjectNode recorded, int at, double by, String stage, int row) {
    shift((ArrayNode) recorded.get(stage).get(row), at, by);
  }

  private static void shift(
      ObjectNode recorded, int at, double by, String stage, String key, int row) {
    shift((ArrayNode) recorded.get(stage).get(key).get(row), at, by);
  }

  private static void shift(ArrayNode row, int at, double by) {
    row.set(at, DoubleNode.valueOf(row.get(at).doubleValue() + by));
  }
}
