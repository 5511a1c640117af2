// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/evaluate.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"

namespace kommod::forms {
namespace {

// Answers come in the order of the form nearly always, so the next one is looked for where the
// last one was found.
class AnswersInOrder {
  public:
    explicit AnswersInOrder(const Record& answers) : answers_(answers) {}
    // Null when nobody answered; an absent value when the field was left blank.
    const Value* find(std::string_view key) {
        for (std::size_t looked = 0; looked < answers_.size(); ++looked) {
            if (next_ >= answers_.size()) next_ = 0;
            const auto& [name, value] = answers_[next_++];
            if (name == key) return &value;
        }
        return nullptr;
    }

  private:
    const Record& answers_;
    std::size_t next_ = 0;
};

// A record that is read by conditions while it is filled from top to bottom.
class GrowingRecord {
  public:
    const Value& as_value() const { return value_; }
    void add(const std::string& key, const Value& value) {
        if (!value.is_absent()) record_->emplace_back(key, value);
    }

  private:
    std::shared_ptr<Record> record_ = std::make_shared<Record>();
    Value value_{std::shared_ptr<const Record>{record_}};
};

std::vector<std::string> offered_options(const Field& field, const Scope& scope) {
    if (field.settings.listed) {
        const auto list = field.settings.listed->evaluate(scope);
        return list.text() != nullptr ? listed_words(*list.text()) : std::vector<std::string>{};
    }
    std::vector<std::string> out;
    out.reserve(field.settings.options.size());
    for (const Option& option : field.settings.options)
        if (!option.when || option.when->holds(scope)) out.push_back(option.id);
    return out;
}

FieldError wrong_number(std::string key, int bound) {
    return {std::move(key), {}, {std::to_string(bound)}};
}

class Pass {
  public:
    Pass(const Form& form, const Inputs& inputs)
        : form_(form),
          inputs_(inputs),
          login_(Record(inputs.login)),
          surroundings_(Record{{"parameter", Value{Record(inputs.parameters)}}, {"login", login_}}),
          around_{&surroundings_, nullptr, inputs.today},
          scope_{&known_.as_value(), &around_, inputs.today} {}

    Evaluation run() {
        AnswersInOrder answers{inputs_.answers};
        bool no_gap = true;
        for (const Page& page : form_.pages) {
            if (page.when && !page.when->holds(scope_)) continue;
            out_.pages.push_back(look_at(page, answers));
            if (no_gap) ++out_.reachable;
            no_gap = no_gap && out_.pages.back().complete;
            if (out_.pages.back().stop != nullptr) break;
        }
        out_.complete = no_gap;
        return std::move(out_);
    }

  private:
    PageState look_at(const Page& page, AnswersInOrder& answers) {
        PageState state{.page = &page};
        for (const Field& field : page.fields)
            keep(field, ask(field, field.key, answers, scope_, state.fields));
        for (const Computed& computed : page.computed) {
            const Value value = computed.value.evaluate(scope_);
            known_.add(computed.key, value);
            if (!value.is_absent()) out_.computed.emplace_back(computed.key, value);
        }
        if (std::ranges::all_of(state.fields, &FieldState::done)) conclude(page, state);
        return state;
    }

    void conclude(const Page& page, PageState& state) const {
        for (const Check& check : page.checks)
            if (!check.that.holds(scope_)) state.failed.push_back(&check);
        if (!state.failed.empty()) return;
        const auto stop = std::ranges::find_if(
            page.stops, [&](const Stop& each) { return each.when.holds(scope_); });
        if (stop != page.stops.end()) state.stop = &*stop;
        state.complete = state.stop == nullptr;
    }

    void keep(const Field& field, const Value& value) {
        known_.add(field.key, value);
        if (!value.is_absent()) out_.answers.emplace_back(field.key, value);
    }

    // Adds the states of the field and of all inside of it; returns the value that it has for
    // everything below, absent when it is not asked.
    Value ask(const Field& field, std::string path, AnswersInOrder& answers, const Scope& scope,
              std::vector<FieldState>& states) {
        if (field.when && !field.when->holds(scope)) return {};
        FieldState state{.field = &field, .path = std::move(path)};
        state.required = field.required ? field.required->holds(scope) : !field.optional;
        if (field.has_value()) answer(field, answers, state);
        if (field.type == FieldType::group) return ask_group(std::move(state), scope, states);
        if (field.type == FieldType::choice || field.type == FieldType::choices)
            state.options = offered_options(field, scope);
        state.error = check_value(field, state.value, scope, state.options);
        if (!state.error && lies_elsewhere(field, state.value))
            state.error = FieldError{"point.elsewhere", {}, {}};
        if (!state.error && state.value.is_absent() && state.required && field.has_value() &&
            !field.settings.later)
            state.error = FieldError{"required", {}, {}};
        states.push_back(std::move(state));
        // An answer that cannot stay is kept in the draft, but nothing is concluded from it.
        return states.back().error ? Value{} : states.back().value;
    }

    bool lies_elsewhere(const Field& field, const Value& value) const {
        if (field.type != FieldType::point || field.settings.outside ||
            inputs_.lies_here == nullptr)
            return false;
        const auto latitude = value.at("latitude"), longitude = value.at("longitude");
        return latitude.number() && longitude.number() &&
               !(*inputs_.lies_here)(latitude.number()->approximate(),
                                     longitude.number()->approximate());
    }

    void answer(const Field& field, AnswersInOrder& answers, FieldState& state) const {
        if (const Value* given = answers.find(field.key)) {
            state.visited = true;
            state.value = *given;
        }
        if (!field.prefill) return;
        // "login.address.street"
        state.proposal = surroundings_.at(field.prefill->from);
        if (state.proposal.is_absent()) return;
        state.fixed = field.prefill->mode == Prefill::Mode::fixed;
        if (state.fixed) {
            state.visited = true;
            state.value = state.proposal;
        }
        state.changed = field.prefill->mode == Prefill::Mode::marked && state.visited &&
                        state.value != state.proposal;
    }

    Value ask_group(FieldState state, const Scope& scope, std::vector<FieldState>& states) {
        const Field& group = *state.field;
        const std::size_t place = states.size();
        states.push_back({});
        List kept;
        if (const List* items = state.value.list())
            for (const Value& item : *items)
                kept.push_back(ask_item(group, item, state.path + "." + std::to_string(kept.size()),
                                        scope, states));
        const int least = state.required ? group.settings.least.value_or(1) : 0;
        const int most = group.settings.most.value_or(most_items);
        const int count = static_cast<int>(kept.size());
        if (count == 0 && state.required)
            state.error = FieldError{"required", {}, {}};
        else if (count < least)
            state.error = wrong_number("group.too_few", least);
        else if (count > most)
            state.error = wrong_number("group.too_many", most);
        state.value = kept.empty() ? Value{} : Value{std::move(kept)};
        states[place] = std::move(state);
        return states[place].value;
    }

    Value ask_item(const Field& group, const Value& item, const std::string& path,
                   const Scope& scope, std::vector<FieldState>& states) {
        static const Record nothing;
        AnswersInOrder answers{item.record() != nullptr ? *item.record() : nothing};
        GrowingRecord here;
        const Scope inside{&here.as_value(), &scope, scope.today};
        for (const Field& field : group.fields)
            here.add(field.key, ask(field, path + "." + field.key, answers, inside, states));
        return here.as_value();
    }

    static constexpr int most_items = 20;

    const Form& form_;
    const Inputs& inputs_;
    Value login_, surroundings_;
    GrowingRecord known_;
    Scope around_, scope_;
    Evaluation out_;
};

}  // namespace

std::vector<std::string> listed_words(std::string_view list) {
    std::vector<std::string> out;
    for (const auto line : text::split(list, '\n'))
        for (const auto part : text::split(line, ','))
            if (std::string word{text::trim(part)};
                !word.empty() && std::ranges::find(out, word) == out.end())
                out.push_back(std::move(word));
    return out;
}

bool FieldState::outstanding() const {
    return field->type == FieldType::file && field->settings.later && required && value.is_absent();
}

const PageState* Evaluation::page(std::string_view id) const {
    const auto found =
        std::ranges::find_if(pages, [&](const PageState& state) { return state.page->id == id; });
    return found == pages.end() ? nullptr : &*found;
}

const Stop* Evaluation::stop() const {
    return pages.empty() ? nullptr : pages.back().stop;
}

const FieldState* Evaluation::field(std::string_view path) const {
    for (const PageState& state : pages)
        for (const FieldState& field : state.fields)
            if (field.path == path) return &field;
    return nullptr;
}

Evaluation evaluate(const Form& form, const Inputs& inputs) {
    return Pass{form, inputs}.run();
}

Value scope_of(const Evaluation& evaluation, const Inputs& inputs) {
    Record all = evaluation.answers;
    all.insert(all.end(), evaluation.computed.begin(), evaluation.computed.end());
    all.emplace_back("parameter", Value{Record(inputs.parameters)});
    all.emplace_back("login", Value{Record(inputs.login)});
    return Value{std::move(all)};
}

}  // namespace kommod::forms
