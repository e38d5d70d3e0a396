package dev.cloze.pipeline;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a recipe beside its run file. */
public enum RecipeError implements ErrorCode {
  /** A recipe without members. */
  NO_MEMBERS("RCP-001"),
  /** Texts to be labelled that are not there. */
  NO_UNLABELLED("RCP-002"),
  /** No test set of its own. */
  NO_TEST("RCP-003"),
  /** Runs that give a text something else than one label. */
  OTHER_OUTPUT("RCP-004"),
  /** Members that do not answer the same question. */
  UNLIKE_MEMBERS("RCP-005"),
  /** The recipe is not the one that was begun. */
  OTHER_RECIPE("RCP-006"),
  /** A folder that is no recipe's. */
  NO_RECIPE("RCP-007"),
  /** The folder for the results has something in it. */
  FOLDER_EXISTS("RCP-008"),
  /** Weights by an accuracy that is not known. */
  NO_ACCURACY("RCP-009"),
  /** A stage whose result is not there yet. */
  UNFINISHED("RCP-010"),
  /** A file that somebody else began. */
  OTHER_PART("RCP-011"),
  /** Words that shall be ranked, and are not looked for. */
  NO_SEARCH("RCP-012"),
  /** No dev set to choose by. */
  NO_DEV("RCP-013"),
  /** Runs that train on nothing, or not at all. */
  NOT_TRAINED("RCP-014"),
  /** Soft labels without what each member said. */
  NO_VOTES("RCP-015");

  private final String code;

  RecipeError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
