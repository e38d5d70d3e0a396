package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.base.Seeds;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The verdict on one case.
 *
 * @param faults the known faults that the case meets, where it differs by them
 * @param difference the first difference, where it differs
 */
record CaseCheck(ImmutableList<KnownFault> faults, Optional<String> difference) {
  private static final CaseCheck EQUAL = new CaseCheck(ImmutableList.of(), Optional.empty());

  /** Whether the case differs by no known fault. */
  boolean differs() {
    return difference.isPresent() && faults.isEmpty();
  }

  /**
   * Compares a case with what this implementation makes of it; where that differs and the case
   * meets a known fault, with what that fault makes of it.
   */
  static CaseCheck of(Recording recording, RecordedCase recorded, CaseModel model) {
    CaseInputs inputs = CaseInputs.of(recording, recorded, model);
    OurCase ours = OurCase.of(inputs);
    if (recorded.error().isPresent() && ours.refusal().isEmpty()) {
      ours = scored(ours, inputs);
    }
    Optional<String> difference = difference(recorded, model, ours);
    if (difference.isEmpty()) {
      return EQUAL;
    }
    ImmutableList<KnownFault> faults =
        Arrays.stream(KnownFault.values())
            .filter(fault -> fault.holds(inputs))
            .collect(ImmutableList.toImmutableList());
    if (faults.isEmpty()) {
      return new CaseCheck(faults, difference);
    }
    return unexcused(inputs, ours, faults)
        .map(beyond -> new CaseCheck(ImmutableList.of(), Optional.of(beyond)))
        .orElse(new CaseCheck(faults, difference));
  }

  private static Optional<String> difference(RecordedCase recorded, CaseModel model, OurCase ours) {
    try {
      return new CaseComparison(recorded, model, ours.outcome(), false, true).difference();
    } catch (ClozeException e) {
      if (e.code() == FixtureError.BAD_FIXTURE) {
        throw e;
      }
      return new CaseComparison(recorded, model, ours.refusedByScoring(e).outcome(), false, true)
          .difference();
    }
  }

  /** What a known fault does not explain. */
  private static Optional<String> unexcused(
      CaseInputs inputs, OurCase ours, ImmutableList<KnownFault> faults) {
    Iterable<ErrorCode> allowed =
        Iterables.concat(Iterables.transform(faults, KnownFault::refusals));
    if (ours.refusal().isPresent() && !Iterables.contains(allowed, ours.refusal().get())) {
      return Optional.of(
          "%s, which no known fault of OpenPrompt explains"
              .formatted(ours.outcome().failure().orElseThrow().what()));
    }
    KnownFault.Foretold foretold =
        faults.stream().map(KnownFault::foretold).min(Comparator.naturalOrder()).orElseThrow();
    if (inputs.template().isEmpty() || foretold == KnownFault.Foretold.NOTHING) {
      return Optional.empty();
    }
    Outcome replayed =
        new OpenPromptReplay(inputs.recorded(), inputs.template().get(), inputs.model())
            .outcome(inputs.recording());
    return new CaseComparison(
            inputs.recorded(),
            inputs.model(),
            replayed,
            true,
            foretold == KnownFault.Foretold.SCORES)
        .difference()
        .map(difference -> difference + ", although what is known is: " + faults.get(0));
  }

  /**
   * Runs a case to its scores although none are recorded: where OpenPrompt fails, ours must not.
   */
  private static OurCase scored(OurCase ours, CaseInputs inputs) {
    CaseModel model = inputs.model();
    try {
      RecordedCase recorded = inputs.recorded();
      PromptTokenizer tokenizer =
          new PromptTokenizer(
              model.tokenizer(),
              inputs.template().orElseThrow(),
              model.kind(),
              new PromptTokenizerOptions(recorded.maxLength(), recorded.truncation()));
      float[] rows = model.freshRows(tokenizer.softLayout(), Seeds.of(0));
      String set = Iterables.getFirst(inputs.recording().labelWords().keySet(), "");
      boolean finite =
          model.score(
              ours.outcome().prompts(),
              Optional.of(rows),
              states ->
                  Arrays.stream(
                          model
                              .verbalizer(recorded.value(), set + "/first", false)
                              .score(states)
                              .toDoubles())
                      .allMatch(Double::isFinite));
      if (!finite) {
        throw recorded.value().at("plm").wrong("a model whose scores are finite");
      }
      return ours;
    } catch (ClozeException e) {
      if (e.code() == FixtureError.BAD_FIXTURE) {
        throw e;
      }
      return ours.refusedByScoring(e);
    }
  }
}
