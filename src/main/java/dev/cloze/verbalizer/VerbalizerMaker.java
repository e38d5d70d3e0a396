package dev.cloze.verbalizer;

/** A verbalizer as a user asks for it, before there is a model. */
@FunctionalInterface
public interface VerbalizerMaker {
  /**
   * Makes the verbalizer, which whoever calls this closes.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  Verbalizer make(VerbalizerContext context);
}
