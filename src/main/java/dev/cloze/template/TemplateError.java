package dev.cloze.template;

import dev.cloze.base.ErrorCode;

/** What can be wrong with a template, a template file, or an example that a template is given. */
public enum TemplateError implements ErrorCode {
  /** An item that does not follow the grammar, or a brace outside an item. */
  SYNTAX("TPL-001"),
  /** Text in quotes that is not closed, or that holds an unknown escape. */
  QUOTED_TEXT("TPL-002"),
  /** A key that the language does not have. */
  UNKNOWN_KEY("TPL-003"),
  /** An item with no content, with two, or with a key written twice. */
  CONTENT("TPL-004"),
  /** An option that this kind of item does not take. */
  MISPLACED_OPTION("TPL-005"),
  /** A value that the key does not take. */
  VALUE("TPL-006"),
  /** A later use of a soft_id that says something else than the first. */
  SOFT_ID("TPL-007"),
  /** A post_processing that is not one of the allowed text functions. */
  POST_PROCESSING("TPL-008"),
  /** No mask. */
  NO_MASK("TPL-009"),
  /** A placeholder whose field the example lacks. */
  NO_FIELD("TPL-010"),
  /** A meta item whose key the example lacks. */
  NO_META("TPL-011"),
  /** A tag such as &lt;text_a&gt; of OpenPrompt's first template language. */
  OLD_TAG("TPL-012"),
  /** More text than a template may have. */
  TOO_LONG("TPL-013"),
  /** A template file that is missing or cannot be read. */
  FILE("TPL-014"),
  /** Bytes that are not UTF-8, or half of a surrogate pair. */
  NOT_TEXT("TPL-015"),
  /** A choice that the template file does not have. */
  CHOICE("TPL-016"),
  /** A soft item for the front that is not the first item. */
  FRONT("TPL-017"),
  /** Demonstrations in a template without a mask or with several, or a second time. */
  DEMONSTRATIONS("TPL-018"),
  /** A template with demonstrations and an example without. */
  NO_DEMONSTRATIONS("TPL-019"),
  /** An entity that the example does not have. */
  NO_ENTITY("TPL-020"),
  /** An entity that does not occur in the text it is said to be of. */
  ENTITY_NOT_IN_TEXT("TPL-021"),
  /** A later use of a soft_key that says something else than the first. */
  SOFT_KEY("TPL-022"),
  /** A list that cannot be joined or numbered. */
  LIST("TPL-023");

  private final String code;

  TemplateError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
