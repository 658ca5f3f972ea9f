-- What machines are named for repeats from machine to machine, so each such text is kept once for an organisation's
-- part of a warning. A search reads these few texts, and not every machine.
create table finding_text (
    id              bigint generated always as identity primary key,
    warning_id      bigint not null references warning,
    organisation_id bigint not null references organisation,
    text            text not null
);
insert into finding_text (warning_id, organisation_id, text)
    select distinct warning_id, organisation_id,
        case when strpos(search, E'\n') > 0 then substr(search, strpos(search, E'\n') + 1) else '' end
    from finding;
create unique index finding_text_once on finding_text (warning_id, organisation_id, md5(text));

alter table finding add column text_id bigint;
update finding f set text_id = t.id from finding_text t
    where t.warning_id = f.warning_id and t.organisation_id = f.organisation_id
    and t.text = case when strpos(f.search, E'\n') > 0 then substr(f.search, strpos(f.search, E'\n') + 1) else '' end;
alter table finding alter column text_id set not null;
alter table finding add foreign key (text_id) references finding_text;
alter table finding drop column search;
create index finding_by_text on finding (text_id, id);

-- Names by their beginning, whatever the order of the database's language.
drop index finding_by_organisation;
create index finding_by_name on finding ((lower(machine)) collate "C", id);
create index finding_by_organisation on finding (organisation_id, (lower(machine)) collate "C", id);

-- Those a report names, and the moments of a timeline.
create index finding_hit on finding (warning_id, organisation_id, machine) where verdict <> 'UNKNOWN';
create index finding_contact on finding (warning_id, first_contact, organisation_id) where first_contact is not null;
