// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/sentences.h"

#include <algorithm>

#include "base/text.h"
#include "planner/groundwork.h"

namespace kommod::planner {
namespace {

// Marks a text for the test of translations, which looks for such calls in the code.
constexpr const char* msgid(const char* german) {
    return german;
}

const char* numbered(std::int64_t count, const char* one, const char* many) {
    return count == 1 ? one : many;
}

std::vector<std::string> names_of(const Agenda& agenda, ItemSet items) {
    std::vector<std::string> names;
    for_each_item(items, [&](std::size_t i) { names.push_back(agenda.items[i].name); });
    return names;
}

Phrase lost(const Agenda& agenda, const Step& step) {
    return {
        msgid("„{{item}}“ bringt vor dem {{horizon}} keine Leistung online und steht deshalb am "
              "Ende."),
        {{"item", agenda.items[step.item].name}, {"horizon", agenda.horizon}}};
}

Phrase lights(const Agenda& agenda, const Step& step) {
    return {numbered(step.lights.services,
                     msgid("Mit „{{item}}“ geht am {{day}} eine Leistung online (Fälle im Jahr: "
                           "{{cases}})."),
                     msgid("Mit „{{item}}“ gehen am {{day}} {{services}} Leistungen online (Fälle "
                           "im Jahr: {{cases}}).")),
            {{"item", agenda.items[step.item].name},
             {"day", *step.live},
             {"services", step.lights.services},
             {"cases", step.lights.weight}}};
}

Phrase lights_later(const Agenda& agenda, const Step& step) {
    return {numbered(step.lights_later.services,
                     msgid("Mit „{{item}}“ ist ab {{day}} alles da, was eine Leistung braucht, die "
                           "erst später beginnt."),
                     msgid("Mit „{{item}}“ ist ab {{day}} alles da, was {{services}} Leistungen "
                           "brauchen, die erst später beginnen.")),
            {{"item", agenda.items[step.item].name},
             {"day", *step.live},
             {"services", step.lights_later.services}}};
}

// The whole sentence when the step lights nothing itself, or "besides".
Phrase prepares(const Agenda& agenda, const Step& step, bool besides) {
    const Preparation& most = step.prepares.front();
    const char* text =
        besides
            ? numbered(most.light.services,
                       msgid("Außerdem bereitet es „{{later}}“ vor, mit dem eine weitere "
                             "Leistung folgt."),
                       msgid("Außerdem bereitet es „{{later}}“ vor, mit dem {{services}} "
                             "weitere Leistungen folgen."))
            : numbered(most.light.services,
                       msgid("„{{item}}“ bringt allein noch nichts online, aber mit „{{later}}“ "
                             "eine Leistung."),
                       msgid("„{{item}}“ bringt allein noch nichts online, aber mit „{{later}}“ "
                             "{{services}} Leistungen."));
    Phrase out{
        text, {{"later", agenda.items[most.completed_by].name}, {"services", most.light.services}}};
    if (!besides) out.values.emplace("item", agenda.items[step.item].name);
    return out;
}

Phrase limit(const Agenda& agenda, const Step& step) {
    if (step.limit == Limit::earliest)
        return {msgid("Früher als am {{day}} ist das nicht möglich, auch wenn die Arbeit schon am "
                      "{{done}} getan ist."),
                {{"day", *step.live}, {"done", *step.work_done}}};
    return {msgid("Die Arbeit ist am {{done}} getan, muss aber auf „{{before}}“ warten."),
            {{"done", *step.work_done}, {"before", agenda.items[*step.waits_for].name}}};
}

Phrase runner_up(const Agenda& agenda, const RunnerUp& other) {
    const std::string& name = agenda.items[other.item].name;
    const std::int64_t lost_cases = cases(other.cost);
    if (other.cost == 0)
        return {msgid("„{{other}}“ wäre an dieser Stelle ebenso gut."), {{"other", name}}};
    if (lost_cases == 0)
        return {msgid("„{{other}}“ wäre an dieser Stelle fast ebenso gut."), {{"other", name}}};
    const char* several =
        other.exact
            ? msgid(
                  "Käme „{{other}}“ an dieser Stelle, könnten vor dem {{horizon}} {{cases}} "
                  "Fälle weniger online erledigt werden.")
            : msgid(
                  "Käme „{{other}}“ an dieser Stelle, könnten vor dem {{horizon}} bis zu "
                  "{{cases}} Fälle weniger online erledigt werden.");
    return {numbered(lost_cases,
                     msgid("Käme „{{other}}“ an dieser Stelle, könnte vor dem {{horizon}} ein Fall "
                           "weniger online erledigt werden."),
                     several),
            {{"other", name}, {"horizon", agenda.horizon}, {"cases", lost_cases}}};
}

// "A", "A und B", "A, B und C"
std::string in_a_row(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() ? " und " : ", ";
        out += names[i];
    }
    return out;
}

std::string with_thousands(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t sign = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > sign + 3;)
        digits.insert(at -= 3, ".");
    return digits;
}

struct GermanValue {
    std::string operator()(const std::string& name) const { return name; }
    std::string operator()(const std::vector<std::string>& names) const { return in_a_row(names); }
    std::string operator()(LocalDate day) const { return day.to_german(); }
    std::string operator()(std::int64_t number) const { return with_thousands(number); }
};

}  // namespace

std::vector<Phrase> why(const Agenda& agenda, const Plan& plan, std::size_t place) {
    const Step& step = plan.steps[place];
    if (step.lost) return {lost(agenda, step)};
    std::vector<Phrase> out;
    const bool lights_something = step.lights.services > 0 || step.lights_later.services > 0;
    if (step.lights.services > 0)
        out.push_back(lights(agenda, step));
    else if (lights_something)
        out.push_back(lights_later(agenda, step));
    else if (!step.prepares.empty())
        out.push_back(prepares(agenda, step, false));
    if (step.limit != Limit::work)
        out.push_back(limit(agenda, step));
    else if (step.runner_up)
        out.push_back(runner_up(agenda, *step.runner_up));
    else if (lights_something && !step.prepares.empty())
        out.push_back(prepares(agenda, step, true));
    return out;
}

std::vector<Phrase> why(const Agenda& agenda, const NextStep& next) {
    const std::string& name = agenda.items[next.item].name;
    std::vector<Phrase> out;
    if (next.alone.services > 0)
        out.push_back({numbered(next.alone.services,
                                msgid("„{{item}}“ bringt für sich allein eine Leistung online."),
                                msgid("„{{item}}“ bringt für sich allein {{services}} Leistungen "
                                      "online.")),
                       {{"item", name}, {"services", next.alone.services}}});
    else
        out.push_back({msgid("„{{item}}“ bringt für sich allein noch keine Leistung online."),
                       {{"item", name}}});
    if (next.together.empty()) return out;
    const Together& most = next.together.front();
    out.push_back({numbered(most.light.services,
                            msgid("Eine weitere Leistung braucht dazu noch: {{others}}."),
                            msgid("{{services}} weitere Leistungen brauchen dazu noch: "
                                  "{{others}}.")),
                   {{"services", most.light.services}, {"others", names_of(agenda, most.others)}}});
    return out;
}

std::string in_german(const Phrase& phrase) {
    std::string out;
    for (std::size_t at = 0; at < phrase.text.size();) {
        const auto open = phrase.text.find("{{", at);
        out += phrase.text.substr(at, open - at);
        if (open == std::string::npos) break;
        const auto close = phrase.text.find("}}", open);
        out += std::visit(GermanValue{},
                          phrase.values.at(phrase.text.substr(open + 2, close - open - 2)));
        at = close + 2;
    }
    return out;
}

std::string in_german(const std::vector<Phrase>& phrases) {
    std::vector<std::string> sentences;
    for (const Phrase& phrase : phrases)
        sentences.push_back(in_german(phrase));
    return text::join(sentences, " ");
}

}  // namespace kommod::planner
