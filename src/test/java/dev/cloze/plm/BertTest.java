package dev.cloze.plm;

final class BertTest extends LanguageModelContract {
  @Override
  String family() {
    return "bert";
  }
}
