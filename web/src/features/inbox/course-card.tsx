import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { primaryLink } from '@/ui/button'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { roomOfDuty } from '@/work/course-room'

/** What waits for me in an assessment, and the way to the room where it is done. */
export function CourseCard({ duty }: { duty: Noun['CourseDuty'] }) {
  const { t } = useTranslation()
  const names = duty.subjects.slice(0, 3).map((s) => s.name)
  return (
    <article className={`inbox-card inbox-card-${duty.light}`}>
      <div className="row">
        <Light light={duty.light} />
        {duty.acting_for ? <span className="tag">{t('say.deputyFor', { name: duty.acting_for })}</span> : null}
      </div>
      <h3>
        <Link to="/assessment/$courseId" params={{ courseId: duty.course_id }}>
          {duty.title}
        </Link>
      </h3>
      <p className="soft">
        {names.join(t('say.comma'))} {duty.count > names.length ? t('inbox.courseCount', { n: duty.count }) : ''}
      </p>
      <p className="inbox-due">
        <Due at={duty.due_at} light={duty.light} />
      </p>
      <div className="inbox-actions">
        <Link {...roomOfDuty(duty.duty)} params={{ courseId: duty.course_id }} className={primaryLink}>
          {t(`inbox.courseDuty.${duty.duty}`)}
        </Link>
      </div>
    </article>
  )
}
