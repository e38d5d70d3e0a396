package dev.cloze.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.tokenize.Truncation;
import dev.cloze.verbalizer.LabelWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reason meets what it is for, and not its neighbour. */
class KnownFaultTest {
  private static final Recording RECORDING = Recording.read(Recordings.FAULTS);
  private static final Map<String, CaseModel> MODELS = new HashMap<>();

  @AfterAll
  static void close() {
    MODELS.values().forEach(CaseModel::close);
  }

  /**
   * Columns: the fault, model, kind, truncation, length, template; then what a neighbour changes.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SOFT_TOKENS_LOST | gpt2 mixed tail 80 {'soft'} {'placeholder':'text_a'} {'mask'}"
            + " | bert mixed tail 80 {'soft'} {'placeholder':'text_a'} {'mask'}",
        "SOFT_TOKENS_LOST | gpt2 mixed tail 80 {'soft'} {'placeholder':'text_a'} {'mask'}"
            + " | gpt2 mixed tail 80 {'soft':'so'} {'placeholder':'text_a'} {'mask'}",
        "SOFT_TOKENS_LOST | gpt2 mixed tail 80 a {'soft'} {'mask'}"
            + " | gpt2 mixed tail 80 a {'mask'} {'soft'}",
        "SOFT_TOKENS_USED_AGAIN | gpt2 mixed tail 80 {'soft':'a','soft_id':1} {'soft_id':1}"
            + " {'mask'} | gpt2 mixed tail 80 {'soft':'a','soft_id':1} {'mask'} {'soft_id':1}",
        "ANSWER_CUT | gpt2 manual tail 30 {'placeholder':'text_a'} {'mask'}"
            + " | gpt2 manual tail 30 {'placeholder':'text_a'} is {'mask'}",
        "ANSWER_CUT | gpt2 manual tail 30 {'placeholder':'text_a'} {'mask'}"
            + " | gpt2 manual tail 120 {'placeholder':'text_a'} {'mask'}",
        "ANSWER_CUT | gpt2 manual tail 30 {'placeholder':'text_a'} {'mask'}"
            + " | bert manual tail 30 {'placeholder':'text_a'} {'mask'}",
        "HEAD_CUTS_ENDS | bert manual head 20 {'placeholder':'text_a'} is {'mask'}"
            + " | bert manual tail 20 {'placeholder':'text_a'} is {'mask'}",
        "HEAD_CUTS_ENDS | bert manual head 20 {'placeholder':'text_a'} is {'mask'}"
            + " | bert manual head 100 {'placeholder':'text_a'} is {'mask'}",
        "EMPTY_PART_CUT | bert manual balanced 20 {'placeholder':'text_a'} {'placeholder':'text_b'}"
            + " {'mask'} | bert manual tail 20 {'placeholder':'text_a'} {'placeholder':'text_b'}"
            + " {'mask'}",
        "EMPTY_PART_CUT | bert manual balanced 20 {'placeholder':'text_a'} {'placeholder':'text_b'}"
            + " {'mask'} | bert manual balanced 120 {'placeholder':'text_a'}"
            + " {'placeholder':'text_b'} {'mask'}",
        "EMPTY_PART_CUT | bert manual balanced 20 {'placeholder':'text_a'} {'placeholder':'text_b'}"
            + " {'mask'} | gpt2 manual balanced 20 {'placeholder':'text_a'}"
            + " {'placeholder':'text_b'} {'mask'}",
        "BEHIND_MASK_IGNORED | gpt2 manual tail 80 A {'mask'} of {'placeholder':'text_a'}"
            + " | gpt2 manual tail 80 A {'mask'} of {'text':'it'}.",
        "BEHIND_MASK_IGNORED | gpt2 manual tail 80 A {'mask'} of {'placeholder':'text_a'}"
            + " | roberta manual tail 80 A {'mask'} of {'placeholder':'text_a'}",
        "LATER_MASKS_IGNORED | gpt2 manual tail 80 A {'mask'} {'mask'}"
            + " | bert manual tail 80 A {'mask'} {'mask'}",
        "DUPLICATE_IGNORED | bert mixed tail 80 {'soft':'so','duplicate':2} {'mask'} | bert mixed"
            + " tail 80 {'soft':'so','duplicate':1} {'soft':None,'duplicate':2} {'mask'}",
        "SAME_FAILS | bert mixed tail 80 {'soft':None,'duplicate':2,'same':True} {'mask'}"
            + " | bert mixed tail 80 {'soft':None,'duplicate':2,'same':False} {'mask'}",
        "SAME_FAILS | bert mixed tail 80 {'soft':None,'duplicate':2,'same':True} {'mask'}"
            + " | bert mixed tail 80 {'soft':None,'same':True} {'mask'}",
        "SHORTENABLE_SOFT_IGNORED | bert mixed tail 20 {'soft':'a','shortenable':True}"
            + " {'placeholder':'text_a'} {'mask'} | bert mixed tail 90"
            + " {'soft':'a','shortenable':True} {'placeholder':'text_a'} {'mask'}",
        "SHORTENABLE_SOFT_IGNORED | bert mixed tail 20 {'soft':'a','shortenable':True}"
            + " {'placeholder':'text_a'} {'mask'} | bert mixed tail 20"
            + " {'soft':'a','shortenable':False} {'placeholder':'text_a'} {'mask'}",
        "EMPTY_INITIAL_WORDS | bert mixed tail 80 {'soft':''} {'mask'}"
            + " | bert mixed tail 80 {'soft':None} {'text':''} {'mask'}",
        "SOFT_IN_MANUAL_TEMPLATE | bert manual tail 80 {'soft':'a'} {'mask'}"
            + " | bert mixed tail 80 {'soft':'a'} {'mask'}",
        "UNKNOWN_KEY_IGNORED | bert mixed tail 80 {'soft':None,'length':2} {'mask'}"
            + " | bert mixed tail 80 {'soft':None,'duplicate':2} {'mask'}",
        "OPTION_IGNORED | bert manual tail 80 {'text':'a','duplicate':2} {'mask'}"
            + " | bert manual tail 80 {'text':'a','shortenable':True} {'mask'}",
        "OPTION_IGNORED | bert manual tail 80 {'text':'a','shortenable':'True'} {'mask'}"
            + " | bert manual tail 80 {'text':'a' 'shortenable'} {'mask'}",
        "PREFIX_FLAG_FAILS | bert manual tail 80 {'text':'a','add_prefix_space':True} {'mask'}"
            + " | bert manual tail 80 {'text':'a','add_prefix_space':' '} {'mask'}",
        "QUOTED_FUNCTION_FAILS | bert manual tail 80 {'meta':'topic','post_processing':'strip'}"
            + " {'mask'} | bert manual tail 80 {'meta':'topic','post_processing':lambda x:"
            + " x.strip()} {'mask'}",
        "FUNCTION_EVALUATED | bert manual tail 80 {'meta':'topic','post_processing':lambda x: f(x)}"
            + " {'mask'} | bert manual tail 80 {'meta':'topic','post_processing':lambda x:"
            + " x.strip()} {'mask'}",
        "OLD_TAG_KEPT | bert manual tail 80 <text_a> {'mask'} | bert manual tail 80 text_a"
            + " {'mask'}",
        "PADDED_TOO_FAR | bert manual tail 129 {'text':'a'} {'mask'}"
            + " | bert manual tail 128 {'text':'a'} {'mask'}",
        "PAD_TOKEN_WITHOUT_POSITION | roberta manual tail 80 {'special':'<pad>'} {'mask'}"
            + " | roberta mixed tail 80 {'special':'<pad>'} {'mask'}",
        "PAD_TOKEN_WITHOUT_POSITION | roberta manual tail 80 {'special':'<pad>'} {'mask'}"
            + " | bert manual tail 80 {'special':'<pad>'} {'mask'}",
        "UNKNOWN_INITIAL_WORDS | bert mixed tail 80 {'soft':'好'} {'mask'}"
            + " | roberta mixed tail 80 {'soft':'好'} {'mask'}",
        "UNKNOWN_INITIAL_WORDS | bert mixed tail 80 {'soft':'好'} {'mask'}"
            + " | bert manual tail 80 {'soft':'好'} {'mask'}",
      })
  void holdsWhereItIsMetAndNotBesideIt(KnownFault fault, String met, String beside) {
    assertThat(fault.holds(inputs(met))).as(met).isTrue();
    assertThat(fault.holds(inputs(beside))).as(beside).isFalse();
  }

  @Test
  void aTextThatIsNullIsToldFromOneThatIsEmpty() {
    CaseInputs empty = inputs("bert manual tail 80 {'placeholder':'text_a'} {'mask'}");
    Recording nothing =
        new Recording(
            RECORDING.folder(),
            RECORDING.examples(),
            true,
            RECORDING.labelWords(),
            RECORDING.support(),
            RECORDING.cases());
    CaseInputs none = CaseInputs.of(nothing, empty.recorded(), empty.model());

    assertThat(empty.recording().examples().get(0).fields()).containsEntry(Example.TEXT_B, "");
    assertThat(KnownFault.NULL_TEXT.holds(empty)).isFalse();
    assertThat(KnownFault.NULL_TEXT.holds(none)).isTrue();
  }

  @Test
  void labelWordsThatTheVocabularyLacksAreTold() {
    LabelWords words = LabelWords.ofSingle(List.of("no", "yes"), List.of("bad", "好"));
    Recording recording =
        new Recording(
            RECORDING.folder(),
            RECORDING.examples(),
            false,
            ImmutableMap.of("foreign", words),
            RECORDING.support(),
            RECORDING.cases());
    String template = "manual tail 80 {'placeholder':'text_a'} {'mask'}";

    try (CaseModel bert = new CaseModel(recording, "bert");
        CaseModel roberta = new CaseModel(recording, "roberta")) {
      RecordedCase recorded = inputs("bert " + template).recorded();
      assertThat(KnownFault.UNKNOWN_LABEL_WORDS.holds(CaseInputs.of(recording, recorded, bert)))
          .isTrue();
      assertThat(KnownFault.UNKNOWN_LABEL_WORDS.holds(CaseInputs.of(recording, recorded, roberta)))
          .isFalse();
      assertThat(KnownFault.UNKNOWN_LABEL_WORDS.holds(inputs("bert " + template))).isFalse();
    }
  }

  @Test
  void theGuideHasEveryReasonAndNoOther() throws IOException {
    List<String> expected =
        Arrays.stream(KnownFault.values())
            .map(
                fault ->
                    "| %s | %s | %s |"
                        .formatted(
                            fault.section(),
                            fault.sentence(),
                            fault.refusals().stream()
                                .map(
                                    code ->
                                        "[%s](errors/%s.md)".formatted(code.code(), code.code()))
                                .collect(Collectors.joining(", "))))
            .toList();

    List<String> rows;
    try (var lines = Files.lines(Path.of("docs", "verify.md"))) {
      rows = lines.filter(line -> line.matches("\\| \\d([^|]*\\|){3}")).toList();
    }

    assertThat(rows).containsExactlyElementsOf(expected);
  }

  /** A case as {@code PLM KIND TRUNCATION LENGTH TEMPLATE}, the template in single quotes. */
  private static CaseInputs inputs(String written) {
    List<String> parts = ImmutableList.copyOf(written.split(" ", 5));
    RecordedCase recorded =
        new RecordedCase(
            parts.get(0),
            parts.get(1).equals("mixed"),
            parts.get(4),
            Truncation.valueOf(parts.get(2).toUpperCase(Locale.ROOT)),
            Integer.parseInt(parts.get(3)),
            Optional.empty(),
            new RecordedValue(Path.of("none"), "", NullNode.getInstance()));
    CaseModel model = MODELS.computeIfAbsent(parts.get(0), name -> new CaseModel(RECORDING, name));
    return CaseInputs.of(RECORDING, recorded, model);
  }
}
