package dev.cloze.pretrain;

import dev.cloze.base.ErrorCode;

/** What may go wrong with pretraining beside its settings and the model. */
public enum PretrainError implements ErrorCode {
  /** A file of the corpus that cannot be read. */
  UNREADABLE_CORPUS("PRE-001"),
  /** A corpus with bytes that are not UTF-8. */
  NOT_UTF8("PRE-002"),
  /** A corpus without text, or with less than training and held-out part need. */
  TOO_LITTLE_TEXT("PRE-003"),
  /** A tokenizer that lacks the tokens that the objective needs. */
  NO_SPECIAL_TOKEN("PRE-004"),
  /** A model of a kind that the objective is not for, or with other sizes than the tokens. */
  UNFIT_MODEL("PRE-005"),
  /** The folder for the results cannot be written to, or holds another pretraining. */
  UNWRITABLE_FOLDER("PRE-006"),
  /** A folder to resume from that does not hold a checkpoint of this pretraining. */
  NO_CHECKPOINT("PRE-007"),
  /** A corpus with too few documents or sentences for what is to be drawn from it. */
  TOO_FEW_SENTENCES("PRE-008"),
  /** A label that no sentence, or only one, was given. */
  NO_PSEUDO_LABELS("PRE-009"),
  /** A template without soft tokens, where these are what is trained. */
  NO_SOFT_TOKENS("PRE-010"),
  /** A model without weights, where only its prompt is trained. */
  NO_TRAINED_MODEL("PRE-011"),
  /** Settings laid over those of a pretraining that they cannot be changed in. */
  OTHER_SETTINGS("PRE-012"),
  /** An annotator that knows other labels than those that are trained on. */
  OTHER_LABELS("PRE-013");

  private final String code;

  PretrainError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
