package dev.cloze.verbalizer;

import dev.cloze.base.ErrorCode;

/** What a user can get wrong about label words and verbalizers. */
public enum VerbalizerError implements ErrorCode {
  /** A label has no words, or there is no label at all. */
  LABEL_WITHOUT_WORDS("VER-001"),
  /** A label stands twice. */
  DUPLICATE_LABEL("VER-002"),
  /** A word has no text. */
  EMPTY_WORD("VER-003"),
  /** A word's weight is not a positive number. */
  BAD_WEIGHT("VER-004"),
  /** The tokenizer does not know a word. */
  UNKNOWN_WORD("VER-005"),
  /** The labels of the words are not the labels of the task. */
  LABELS_DIFFER("VER-006"),
  /** A verbalizer file is missing or cannot be read. */
  UNREADABLE_FILE("VER-007"),
  /** A verbalizer file is not UTF-8. */
  NOT_UTF8("VER-008"),
  /** A verbalizer file is not of a known form. */
  MALFORMED_FILE("VER-009"),
  /** A verbalizer file holds fewer verbalizers than the choice asks for. */
  NO_SUCH_CHOICE("VER-010"),
  /** A name that stands for nothing. */
  UNKNOWN_NAME("VER-011"),
  /** The template has several masks, and the verbalizer reads one. */
  SEVERAL_MASKS("VER-012"),
  /** Calibration was asked of a verbalizer that makes no probabilities. */
  CALIBRATION_WITHOUT_PROBABILITIES("VER-013"),
  /** Calibration saw no example. */
  NO_CALIBRATION_EXAMPLES("VER-014"),
  /** A label of which no example is there, and the verbalizer learns from examples. */
  LABEL_WITHOUT_EXAMPLES("VER-015"),
  /** A verbalizer that is made from examples, and there are none. */
  NO_EXAMPLES("VER-016"),
  /** A rule that no sub-prompt, mask or value stands behind. */
  BAD_RULE("VER-017"),
  /** Masks and what is said of them do not fit together. */
  OTHER_MASKS("VER-018"),
  /** A label with several words, and each label is to have one. */
  ONE_WORD_EACH("VER-019"),
  /** An answer of no tokens, or of more than are scored. */
  ANSWER_LENGTH("VER-020"),
  /** Something asks for a mask, and the verbalizer reads the whole text. */
  READS_NO_MASK("VER-021"),
  /** No knowledge base knows any word of a label. */
  NOTHING_RELATED("VER-030"),
  /** A filter took the last words of a label. */
  EMPTIED_LABEL("VER-031"),
  /** A search for label words found fewer for a label than were asked for. */
  TOO_FEW_CANDIDATES("VER-032");

  private final String code;

  VerbalizerError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
