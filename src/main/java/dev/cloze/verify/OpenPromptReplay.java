package dev.cloze.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.template.Piece;
import dev.cloze.template.RenderedPiece;
import dev.cloze.template.SpecialToken;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.Truncation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What OpenPrompt 1.0.1 makes of a case, faults and all: so that a case that differs by a known
 * fault is still compared, number by number, with what the fault must give.
 */
final class OpenPromptReplay {
  private final RecordedCase recorded;
  private final Template template;
  private final PretrainedTokenizer tokenizer;
  private final boolean causal;
  private final int positions;
  private final SoftNumbering numbering;
  private final ImmutableList<Slot> slots;

  /** A fault that ends the work; caught in this class. */
  private static final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pythonClass;

    Raised(String pythonClass, String message) {
      super(message, null, false, false);
      this.pythonClass = pythonClass;
    }

    Outcome.Failure failure(boolean scoring) {
      return new Outcome.Failure(
          ImmutableSet.copyOf(pythonClass.split("\\|")), scoring, getMessage());
    }
  }

  OpenPromptReplay(RecordedCase recorded, Template template, CaseModel model) {
    this.recorded = recorded;
    this.template = template;
    this.tokenizer = model.tokenizer();
    this.causal = model.causal();
    this.positions = model.positions();
    this.numbering = SoftNumbering.ofOpenPrompt(template, tokenizer);
    this.slots =
        recorded.mixed() ? Slot.mixed(template, numbering, tokenizer) : Slot.manual(template);
  }

  /** What is recorded where OpenPrompt does as it does. */
  Outcome outcome(Recording recording) {
    try {
      requireTemplate();
      ImmutableList.Builder<JsonNode> wrapped = ImmutableList.builder();
      for (Example example : recording.examples()) {
        requireTexts(example);
        wrapped.add(Slot.wrapped(slots, template.render(example), recorded.mixed()));
      }
      ImmutableList<ReplayedPrompt> prompts = prompts(recording);
      prompts.forEach(this::requireCut);
      Outcome outcome =
          new Outcome(
              slots.stream().map(Slot::parsed).collect(ImmutableList.toImmutableList()),
              wrapped.build(),
              prompts.stream()
                  .map(prompt -> prompt.encoded(tokenizer.prefix(), tokenizer.suffix()))
                  .collect(ImmutableList.toImmutableList()),
              numbering.starts(),
              Optional.empty());
      try {
        requireScores(prompts);
      } catch (Raised raised) {
        return outcome.failing(raised.failure(true));
      }
      return outcome;
    } catch (Raised raised) {
      return Outcome.failed(raised.failure(false));
    }
  }

  /** The prompts before they are found too long; nothing where no prompt can be made. */
  ImmutableList<ReplayedPrompt> promptsOrNone(Recording recording) {
    try {
      requireTemplate();
      recording.examples().forEach(this::requireTexts);
      return prompts(recording);
    } catch (Raised raised) {
      return ImmutableList.of();
    }
  }

  private ImmutableList<ReplayedPrompt> prompts(Recording recording) {
    return recording.examples().stream().map(this::prompt).collect(ImmutableList.toImmutableList());
  }

  private void requireTemplate() {
    if (recorded.mixed() && KnownFault.asksForSameRows(template)) {
      throw new Raised("TypeError", "same: the length of a number is asked for");
    }
  }

  private void requireTexts(Example example) {
    if (KnownFault.raisesTypeError(recorded.template())) {
      throw new Raised("TypeError", "a value is used as another type");
    }
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Placeholder placeholder
          && !example.fields().containsKey(placeholder.field())) {
        throw new Raised("TypeError|AttributeError", "no text " + placeholder.field());
      } else if (piece instanceof Piece.Meta meta && !example.meta().containsKey(meta.key())) {
        throw new Raised("KeyError", "no meta " + meta.key());
      }
    }
    if (!example.fields().containsKey(Example.TEXT_A)
        || !example.fields().containsKey(Example.TEXT_B)) {
      throw new Raised("ValueError", "a text is null");
    }
  }

  private ReplayedPrompt prompt(Example example) {
    List<RenderedPiece> rendered = template.render(example);
    ImmutableList.Builder<ReplayedPrompt.Part> made = ImmutableList.builder();
    for (Slot slot : slots) {
      if (causal && slot.text(rendered).orElseThrow(OpenPromptReplay::noText).isEmpty()) {
        continue;
      }
      boolean mask = rendered.get(slot.piece()) instanceof RenderedPiece.Mask;
      if (causal && mask) {
        break;
      }
      made.add(
          new ReplayedPrompt.Part(ids(slot, rendered), slot.softRow(), mask, slot.shortenable()));
    }
    ImmutableList<ReplayedPrompt.Part> parts = made.build();
    if (causal) {
      if (parts.isEmpty()) {
        throw new Raised("IndexError", "nothing before the mask");
      }
      int last = parts.size() - 1;
      parts =
          ImmutableList.<ReplayedPrompt.Part>builder()
              .addAll(parts.subList(0, last))
              .add(parts.get(last).read())
              .build();
    }
    int length =
        parts.stream().mapToInt(part -> part.ids().length()).sum()
            + tokenizer.prefix().length
            + tokenizer.suffix().length;
    return ReplayedPrompt.cut(
        example.id(), parts, length - recorded.maxLength(), recorded.truncation());
  }

  private static Raised noText() {
    return new Raised("TypeError", "a soft token used again has no text");
  }

  private ImmutableIntArray ids(Slot slot, List<RenderedPiece> rendered) {
    if (slot.softRow() > 0) {
      return ImmutableIntArray.of(0);
    }
    RenderedPiece made = rendered.get(slot.piece());
    if (made instanceof RenderedPiece.Special special) {
      return one(special.token());
    } else if (made instanceof RenderedPiece.Mask) {
      return one(SpecialToken.MASK);
    }
    String text = slot.text(rendered).orElseThrow();
    return ImmutableIntArray.copyOf(text.isEmpty() ? new int[0] : tokenizer.encode(text));
  }

  private ImmutableIntArray one(SpecialToken token) {
    OptionalInt id = tokenizer.special(token);
    return ImmutableIntArray.of(
        id.orElseThrow(() -> new Raised("KeyError", "no token " + token.symbol())));
  }

  private void requireCut(ReplayedPrompt prompt) {
    if (prompt.looksIntoAnEmptyPart(recorded.truncation())) {
      throw new Raised("IndexError", "an empty part is cut");
    } else if (prompt.tooLong()) {
      boolean nothing = prompt.parts().stream().mapToInt(ReplayedPrompt.Part::mayLose).sum() == 0;
      throw new Raised(
          nothing && recorded.truncation() == Truncation.BALANCED
              ? "ZeroDivisionError"
              : "ValueError",
          "too long by " + (prompt.excess() - prompt.cuts().stream().sum()));
    }
  }

  private void requireScores(ImmutableList<ReplayedPrompt> prompts) {
    if (recorded.maxLength() > positions) {
      throw new Raised("IndexError|RuntimeError", "padded to more than " + positions);
    } else if (prompts.stream().anyMatch(ReplayedPrompt::losesAnswer)) {
      throw new Raised("RuntimeError", "a prompt has no token where the answer is read");
    } else if (!causal && template.masks() > 1) {
      throw new Raised("IndexError", "several masks");
    }
  }
}
