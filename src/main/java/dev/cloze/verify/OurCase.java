package dev.cloze.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.data.Example;
import dev.cloze.plm.ModelError;
import dev.cloze.template.Template;
import dev.cloze.template.TemplateError;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.tokenize.TokenizeError;
import dev.cloze.verbalizer.VerbalizerError;
import java.util.Optional;

/**
 * What this implementation makes of a case.
 *
 * @param outcome what it makes
 * @param refusal why it makes no more, where it does not
 */
record OurCase(Outcome outcome, Optional<ErrorCode> refusal) {
  /** What OpenPrompt raises where it rightly refuses what this implementation refuses too. */
  private static final ImmutableMap<ErrorCode, ImmutableSet<String>> SAME_REFUSAL =
      ImmutableMap.<ErrorCode, ImmutableSet<String>>builder()
          .put(TemplateError.NO_MASK, ImmutableSet.of("RuntimeError"))
          .put(TemplateError.VALUE, ImmutableSet.of("ValueError"))
          .put(TemplateError.NO_FIELD, ImmutableSet.of("AttributeError", "TypeError"))
          .put(TemplateError.NO_META, ImmutableSet.of("KeyError"))
          .put(TokenizeError.NO_SPECIAL_TOKEN, ImmutableSet.of("KeyError"))
          .put(TokenizeError.TOO_LONG, ImmutableSet.of("ValueError", "ZeroDivisionError"))
          .put(ModelError.TOO_LONG, ImmutableSet.of("IndexError", "RuntimeError"))
          .put(TokenizeError.CAUSAL_NOTHING_BEFORE, ImmutableSet.of("IndexError"))
          .put(VerbalizerError.SEVERAL_MASKS, ImmutableSet.of("IndexError"))
          .buildOrThrow();

  static OurCase of(CaseInputs inputs) {
    if (inputs.refusal().isPresent()) {
      return refused(inputs.refusal().get());
    }
    Template template = inputs.template().orElseThrow();
    RecordedCase recorded = inputs.recorded();
    CaseModel model = inputs.model();
    try {
      PromptTokenizer tokenizer =
          new PromptTokenizer(
              model.tokenizer(),
              template,
              model.kind(),
              new PromptTokenizerOptions(recorded.maxLength(), recorded.truncation()));
      SoftNumbering numbering = SoftNumbering.of(template, tokenizer.softLayout());
      ImmutableList<Slot> slots =
          recorded.mixed()
              ? Slot.mixed(template, numbering, model.tokenizer())
              : Slot.manual(template);
      ImmutableList.Builder<JsonNode> wrapped = ImmutableList.builder();
      for (Example example : inputs.recording().examples()) {
        wrapped.add(Slot.wrapped(slots, template.render(example), recorded.mixed()));
      }
      ImmutableList<EncodedPrompt> prompts = tokenizer.encodeAll(inputs.recording().examples());
      return new OurCase(
          new Outcome(
              slots.stream().map(Slot::parsed).collect(ImmutableList.toImmutableList()),
              wrapped.build(),
              prompts,
              numbering.starts(),
              Optional.empty()),
          Optional.empty());
    } catch (ClozeException e) {
      return refused(e);
    }
  }

  private static OurCase refused(ClozeException e) {
    return new OurCase(Outcome.failed(failure(e, false)), Optional.of(e.code()));
  }

  /** The same case, which scoring refuses. */
  OurCase refusedByScoring(ClozeException e) {
    return new OurCase(outcome.failing(failure(e, true)), Optional.of(e.code()));
  }

  private static Outcome.Failure failure(ClozeException e, boolean scoring) {
    return new Outcome.Failure(
        SAME_REFUSAL.getOrDefault(e.code(), ImmutableSet.of()),
        scoring,
        e.code().code() + ": " + e.getMessage());
  }
}
