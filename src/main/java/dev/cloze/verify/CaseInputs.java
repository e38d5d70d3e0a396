package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.template.Piece;
import dev.cloze.template.SoftGroup;
import dev.cloze.template.Template;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is known of a case before anything is compared.
 *
 * @param recording the examples and label words
 * @param recorded the case, of which only what went in is looked at
 * @param model the model
 * @param template the template, where it can be read
 * @param refusal why it cannot be read, where it cannot
 * @param prompts the prompts with what OpenPrompt cuts of them, as far as it comes
 */
record CaseInputs(
    Recording recording,
    RecordedCase recorded,
    CaseModel model,
    Optional<Template> template,
    Optional<ClozeException> refusal,
    ImmutableList<ReplayedPrompt> prompts) {

  static CaseInputs of(Recording recording, RecordedCase recorded, CaseModel model) {
    try {
      Template template = Template.parse(recorded.template());
      ImmutableList<ReplayedPrompt> prompts =
          new OpenPromptReplay(recorded, template, model).promptsOrNone(recording);
      return new CaseInputs(
          recording, recorded, model, Optional.of(template), Optional.empty(), prompts);
    } catch (ClozeException e) {
      return new CaseInputs(
          recording, recorded, model, Optional.empty(), Optional.of(e), ImmutableList.of());
    }
  }

  boolean causal() {
    return model.causal();
  }

  boolean mixedOnCausal() {
    return causal() && recorded.mixed();
  }

  boolean refusedWith(ErrorCode... codes) {
    return refusal.filter(e -> ImmutableList.copyOf(codes).contains(e.code())).isPresent();
  }

  boolean anyPrompt(Predicate<ReplayedPrompt> predicate) {
    return prompts.stream().anyMatch(predicate);
  }

  boolean written(Pattern pattern) {
    return pattern.matcher(recorded.template()).find();
  }

  int masks() {
    return template.map(Template::masks).orElse(0);
  }

  ImmutableList<SoftGroup> softGroups() {
    return template.map(Template::softGroups).orElse(ImmutableList.of());
  }

  ImmutableList<Piece> pieces() {
    return template.map(Template::pieces).orElse(ImmutableList.of());
  }

  /** The pieces before the first mask. */
  ImmutableList<Piece> beforeMask() {
    return pieces().stream()
        .takeWhile(piece -> !(piece instanceof Piece.Mask))
        .collect(ImmutableList.toImmutableList());
  }

  /** The pieces behind the first mask. */
  ImmutableList<Piece> behindMask() {
    return pieces().stream()
        .dropWhile(piece -> !(piece instanceof Piece.Mask))
        .skip(1)
        .collect(ImmutableList.toImmutableList());
  }
}
